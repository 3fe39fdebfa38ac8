package io.hellwall.persistence;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;
import org.jspecify.annotations.Nullable;

/**
 * Which errors a PostgreSQL connection is not used any more after, besides those that the
 * pool knows: its server became read-only, or is going away.
 */
class LostPrimary implements SQLExceptionOverride {

	private static final String READ_ONLY = "25006";

	private static final String OPERATOR_INTERVENTION = "57P";

	@java.lang.Override
	public Override adjudicate(SQLException ex) {
		@Nullable String state = ex.getSQLState();
		boolean lost = state != null && (state.equals(READ_ONLY) || state.startsWith(OPERATOR_INTERVENTION));
		return lost ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
