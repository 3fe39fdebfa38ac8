package io.hellwall.persistence;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Replaces a PostgreSQL connection also when its server has become read-only or is
 * shutting down, besides the errors after which the pool replaces it anyway.
 */
class PostgresEviction implements SQLExceptionOverride {

	private static final String READ_ONLY = "25006";

	private static final String OPERATOR_INTERVENTION = "57P";

	@java.lang.Override
	public Override adjudicate(SQLException ex) {
		String state = String.valueOf(ex.getSQLState());
		boolean lost = state.equals(READ_ONLY) || state.startsWith(OPERATOR_INTERVENTION);
		return lost ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
