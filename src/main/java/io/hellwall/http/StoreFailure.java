package io.hellwall.http;

import java.sql.SQLException;
import java.util.Set;

import org.sqlite.SQLiteErrorCode;

/**
 * Tells a bug in our use of a store from a store that is away, locked, full or read-only.
 * The database's own code decides: the exceptions around it depend on the dialect, and
 * the one for SQLite has the same exception for most codes.
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
	 * Whether it cannot help to try again. The innermost {@link SQLException} is that of
	 * the database; pools put others around it. A failure without any never reached the
	 * database.
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
