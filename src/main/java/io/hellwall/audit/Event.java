package io.hellwall.audit;

/** What happened. The names are stored and logged: add to them, do not change them. */
public enum Event {

	ACCOUNT_CREATED(Kept.AT_ONCE),

	/** An administrator let an account be logged in to that was guessed at too often. */
	GUESSES_FORGOTTEN(Kept.AT_ONCE),

	PASSCODE_SENT(Kept.AT_ONCE),

	PASSCODE_DENIED(Kept.LATER),

	PASSCODE_TOO_SOON(Kept.NOT),

	PASSCODE_UNDELIVERED(Kept.AT_ONCE),

	LOGIN_GRANTED(Kept.AT_ONCE),

	LOGIN_DENIED(Kept.LATER),

	/** Logged only: the hot path writes nothing. */
	AUTHORIZED(Kept.NOT),

	/** Logged only: the token chain itself is the record. */
	RENEWED(Kept.NOT),

	UNAUTHORIZED(Kept.NOT),

	TOKEN_REUSED(Kept.AT_ONCE),

	LOGGED_OUT(Kept.AT_ONCE),

	/** The token was unknown, or its session had ended before. */
	LOGOUT_IGNORED(Kept.NOT);

	private final Kept kept;

	Event(Kept kept) {
		this.kept = kept;
	}

	Kept kept() {
		return this.kept;
	}

	/** Whether there is a row of it, beside the line in the log. */
	enum Kept {

		NOT, AT_ONCE,

		/**
		 * A moment after the answer, which would else take longer for an account that
		 * there is than for one that there is not.
		 */
		LATER

	}

}
