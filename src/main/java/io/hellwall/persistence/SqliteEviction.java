package io.hellwall.persistence;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;
import org.sqlite.SQLiteErrorCode;

/**
 * Replaces a SQLite connection after every error but a violated constraint. When a
 * transaction could not begin because another process held the file, the driver believes
 * that it did begin: the next transaction on that connection would commit each statement
 * by itself. A new connection takes a millisecond.
 */
class SqliteEviction implements SQLExceptionOverride {

	@java.lang.Override
	public Override adjudicate(SQLException ex) {
		boolean harmless = (ex.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
		return harmless ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
	}

}
