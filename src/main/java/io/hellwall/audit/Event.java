package io.hellwall.audit;

/** What happened. The names are stored and logged: add to them, do not change them. */
public enum Event {

	ACCOUNT_CREATED(true),

	/** An administrator let an account be logged in to that was guessed at too often. */
	GUESSES_FORGOTTEN(true),

	PASSCODE_SENT(true),

	PASSCODE_DENIED(true),

	PASSCODE_TOO_SOON(false),

	PASSCODE_UNDELIVERED(true),

	LOGIN_GRANTED(true),

	LOGIN_DENIED(true),

	/** Logged only: the hot path writes nothing. */
	AUTHORIZED(false),

	/** Logged only: the token chain itself is the record. */
	RENEWED(false),

	UNAUTHORIZED(false),

	TOKEN_REUSED(true),

	LOGGED_OUT(true),

	/** The token was unknown, or its session had ended before. */
	LOGOUT_IGNORED(false);

	private final boolean kept;

	Event(boolean kept) {
		this.kept = kept;
	}

	boolean kept() {
		return this.kept;
	}

}
