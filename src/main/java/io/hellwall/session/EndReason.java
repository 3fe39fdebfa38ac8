package io.hellwall.session;

import io.hellwall.audit.Event;
import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;

/** Why a session ended. Stored by name: add names, but never change one. */
enum EndReason implements Labels {

	LOGOUT,

	REUSE,

	/** Its holder or an administrator ended it. */
	REVOKED,

	/** A later login ended it, because the account had too many sessions. */
	REPLACED,

	/** Nobody used it for {@code hellwall.session.idle}. */
	IDLE,

	/** It reached {@code hellwall.session.max-age}. */
	TOO_OLD,

	/** The server key that its token was made with was retired. */
	KEY_RETIRED,

	/**
	 * The account was disabled or enabled, got another address or password, or was
	 * erased. A trigger of the database writes this one, unless it was erased.
	 */
	ACCOUNT_CHANGED,

	/** It was in a backup that was restored. The restore writes this one. */
	RESTORED;

	Event event() {
		return switch (this) {
			case LOGOUT -> Event.LOGGED_OUT;
			case REUSE -> Event.TOKEN_REUSED;
			case REVOKED, REPLACED, IDLE, TOO_OLD, KEY_RETIRED, ACCOUNT_CHANGED, RESTORED -> Event.SESSION_ENDED;
		};
	}

	@Override
	public Tags tags() {
		return Labels.of("reason", this);
	}

}
