package io.hellwall.http;

import java.sql.SQLException;
import java.util.Set;

import org.sqlite.SQLiteErrorCode;

/**
 * Distinguishes a bug in our SQL from a store that is away, locked, full or read-only. It
 * looks at the database's own error code: Hibernate's exceptions depend on the dialect,
 * and the dialect for SQLite uses one exception for most codes.
 */
final class StoreFailure {

	/**
	 * Classes of SQLSTATE that blame the statement: cardinality, data, integrity, syntax.
	 */
	private static final Set<String> BUG_STATES = Set.of("21", "22", "23", "42");

	private static final Set<Integer> BUG_CODES = Set.of(SQLiteErrorCode.SQLITE_ERROR.code,
			SQLiteErrorCode.SQLITE_TOOBIG.code, SQLiteErrorCode.SQLITE_CONSTRAINT.code,
			SQLiteErrorCode.SQLITE_MISMATCH.code, SQLiteErrorCode.SQLITE_MISUSE.code,
			SQLiteErrorCode.SQLITE_RANGE.code);

	private StoreFailure() {
	}

	/**
	 * Whether a retry cannot help. The innermost {@link SQLException} comes from the
	 * database; pools wrap it in others. A failure without any never reached the
	 * database, so it is a bug.
	 */
	static boolean isBug(Throwable failure) {
		boolean bug = true;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql) {
				bug = blamesTheStatement(sql);
			}
		}
		return bug;
	}

	/**
	 * SQLite has no SQLSTATE; the low byte of its code is the kind of error, and 0 where
	 * a pool failed.
	 */
	private static boolean blamesTheStatement(SQLException ex) {
		String state = ex.getSQLState();
		return (state != null && state.length() == 5) ? BUG_STATES.contains(state.substring(0, 2))
				: BUG_CODES.contains(ex.getErrorCode() & 0xFF);
	}

}
