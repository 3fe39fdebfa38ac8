package io.hellwall.persistence;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;
import org.sqlite.SQLiteErrorCode;

/**
 * Which errors a SQLite connection is not used any more after. Where a transaction could
 * not begin, because another process held the file, the driver believes that it did: the
 * next one on that connection would run without any, each statement committed by itself.
 * A new connection costs a millisecond.
 */
class BrokenTransaction implements SQLExceptionOverride {

	@java.lang.Override
	public Override adjudicate(SQLException ex) {
		boolean harmless = (ex.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
		return harmless ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
	}

}
