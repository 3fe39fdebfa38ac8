package io.hellwall.http;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;

class StoreFailureTest {

	@ParameterizedTest
	@CsvSource({ "42601, true", "42P01, true", "42703, true", "42501, true", "23505, true", "23503, true",
			"22001, true", "21000, true", "08006, false", "08001, false", "25006, false", "40001, false",
			"53100, false", "53300, false", "55P03, false", "57014, false", "57P01, false", "58030, false",
			"XX001, false", "0A000, false" })
	void isBugWhenPostgresSaysWhatItIsThenGoesByIt(String state, boolean bug) {
		assertThat(StoreFailure.isBug(wrapped(new SQLException("any", state)))).isEqualTo(bug);
	}

	@ParameterizedTest
	@EnumSource(names = { "SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_CONSTRAINT_UNIQUE",
			"SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_MISMATCH", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_TOOBIG" })
	void isBugWhenSqliteBlamesTheStatementThenTrue(SQLiteErrorCode code) {
		assertThat(StoreFailure.isBug(wrapped(new SQLiteException("any", code)))).isTrue();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.MATCH_ANY,
			names = "SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOMEM|PERM|PROTOCOL)(_.*)?|SQLITE_NOTADB")
	void isBugWhenSqliteCannotWorkThenFalse(SQLiteErrorCode code) {
		assertThat(StoreFailure.isBug(wrapped(new SQLiteException("any", code)))).isFalse();
	}

	@Test
	void isBugWhenThereIsNoConnectionThenFalse() {
		assertThat(StoreFailure.isBug(new CannotCreateTransactionException("any",
				new SQLTransientConnectionException("Connection is not available"))))
			.isFalse();
	}

	@Test
	void isBugWhenAPoolWrapsTheErrorThenGoesByTheInnermost() {
		SQLException bug = new SQLiteException("any", SQLiteErrorCode.SQLITE_ERROR);
		assertThat(StoreFailure.isBug(wrapped(new SQLException("Borrow prepareStatement from pool failed", bug))))
			.isTrue();
		SQLException away = new SQLException("refused", "08001");
		assertThat(StoreFailure.isBug(wrapped(new SQLTransientConnectionException("any", "42000", away)))).isFalse();
	}

	@Test
	void isBugWhenTheDatabaseWasNotAskedThenTrue() {
		assertThat(StoreFailure.isBug(new InvalidDataAccessApiUsageException("no transaction"))).isTrue();
	}

	private static Exception wrapped(SQLException ex) {
		return new JpaSystemException(new GenericJDBCException("any", ex));
	}

}
