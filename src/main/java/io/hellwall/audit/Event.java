package io.hellwall.audit;

import org.slf4j.event.Level;

/** What happened. The names are stored and logged: add names, but never change one. */
public enum Event {

	ACCOUNT_CREATED(Kept.AT_ONCE),

	EMAIL_CHANGED(Kept.AT_ONCE),

	PHONE_CHANGED(Kept.AT_ONCE),

	LANGUAGE_CHANGED(Kept.AT_ONCE),

	ACCOUNT_DISABLED(Kept.AT_ONCE),

	ACCOUNT_ENABLED(Kept.AT_ONCE),

	/** The account is no more. Its events stay, and name it by its id only. */
	ACCOUNT_DELETED(Kept.AT_ONCE),

	/** An administrator gave an account a binding mode, or took it away. */
	BINDING_CHANGED(Kept.AT_ONCE),

	/**
	 * An administrator set the counts of wrong guesses at an account back to zero.
	 */
	GUESSES_FORGOTTEN(Kept.AT_ONCE),

	/**
	 * Strangers guessed at the password so often that they are no longer told whether it
	 * is right.
	 */
	ACCOUNT_GUARDED(Kept.AT_ONCE),

	/**
	 * Somebody who knows the password guessed at passcodes so often that only long ones
	 * are accepted.
	 */
	LONG_PASSCODES(Kept.AT_ONCE),

	PASSCODE_SENT(Kept.AT_ONCE),

	PASSCODE_DENIED(Kept.LATER),

	PASSCODE_TOO_SOON(Kept.NOT),

	PASSCODE_UNDELIVERED(Kept.AT_ONCE),

	LOGIN_GRANTED(Kept.AT_ONCE),

	LOGIN_DENIED(Kept.LATER),

	/** There are thousands a second, so they are logged at DEBUG and not stored. */
	AUTHORIZED(Kept.NOT),

	/** Not stored, because the rows of the tokens tell it. */
	RENEWED(Kept.NOT),

	UNAUTHORIZED(Kept.NOT),

	/** A good token came from another device or network than it is bound to. */
	TOKEN_MISPLACED(Kept.AT_ONCE),

	/** A session needs a mailed passcode before it goes on in another network. */
	STEP_UP_REQUIRED(Kept.NOT),

	STEP_UP_DENIED(Kept.LATER),

	/** A session goes on in another network, after a mailed passcode. */
	SESSION_MOVED(Kept.AT_ONCE),

	TOKEN_REUSED(Kept.AT_ONCE),

	LOGGED_OUT(Kept.AT_ONCE),

	/** A session ended in another way than the two above; the reason says how. */
	SESSION_ENDED(Kept.AT_ONCE),

	/** The token was unknown, or its session had ended before. */
	LOGOUT_IGNORED(Kept.NOT),

	/** Somebody may administer from now on. */
	ADMIN_KEY_ADDED(Kept.AT_ONCE),

	ADMIN_KEY_REVOKED(Kept.AT_ONCE);

	private final Kept kept;

	Event(Kept kept) {
		this.kept = kept;
	}

	Kept kept() {
		return this.kept;
	}

	Level level() {
		return (this == AUTHORIZED) ? Level.DEBUG : Level.INFO;
	}

	/** Whether the event is stored, beside its line in the log. */
	enum Kept {

		NOT, AT_ONCE,

		/**
		 * After the answer. If the answer waited for it, its time would tell whether an
		 * account exists.
		 */
		LATER

	}

}
