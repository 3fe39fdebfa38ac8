package io.hellwall.audit;

import org.slf4j.event.Level;

/**
 * What happened. The names are stored and logged: add names, but never change one. For
 * whoever reads the audit, each has a name of the OWASP logging vocabulary besides.
 */
public enum Event {

	ACCOUNT_CREATED(Kept.AT_ONCE),

	/** An account came from a file. */
	ACCOUNT_IMPORTED(Kept.AT_ONCE),

	/** All accounts were written to a file, with the hashes of their passwords. */
	ACCOUNTS_EXPORTED(Kept.AT_ONCE),

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

	PASSWORD_CHANGED(Kept.AT_ONCE),

	/** A new password took the place of a forgotten one, after a mailed passcode. */
	PASSWORD_RESET(Kept.AT_ONCE),

	/** Its holder got all that is stored about an account. */
	DATA_EXPORTED(Kept.AT_ONCE),

	/** Somebody without password or passcode wanted to change an account. */
	CHANGE_DENIED(Kept.LATER),

	/** A passcode was mailed to somebody who forgot the password. */
	RESET_SENT(Kept.AT_ONCE),

	/** An administrator had such a passcode mailed. */
	RESET_STARTED(Kept.AT_ONCE),

	RESET_DENIED(Kept.LATER),

	/** Somebody wants an account, which does not exist yet. */
	REGISTRATION_SENT(Kept.NOT),

	REGISTRATION_DENIED(Kept.NOT),

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

	WEBHOOK_ADDED(Kept.AT_ONCE),

	WEBHOOK_REMOVED(Kept.AT_ONCE),

	/** A webhook did not answer for days, or wants no more events. */
	WEBHOOK_DISABLED(Kept.AT_ONCE),

	WEBHOOK_ENABLED(Kept.AT_ONCE),

	/** The token was unknown, or its session had ended before. */
	LOGOUT_IGNORED(Kept.NOT),

	/** Somebody may administer from now on. */
	ADMIN_KEY_ADDED(Kept.AT_ONCE),

	ADMIN_KEY_REVOKED(Kept.AT_ONCE),

	/** A new server key is active from the next start on; the reason names it. */
	SERVER_KEY_ADDED(Kept.AT_ONCE),

	/** A server key is accepted no longer. */
	SERVER_KEY_RETIRED(Kept.AT_ONCE),

	/** Some system may ask about tokens, or end their sessions, from now on. */
	CLIENT_ADDED(Kept.AT_ONCE),

	CLIENT_REMOVED(Kept.AT_ONCE),

	/** The service goes on with a backup. What happened after it is not in the audit. */
	RESTORED(Kept.AT_ONCE);

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

	/** Its name in the OWASP logging vocabulary; several events share one. */
	public String vocabulary() {
		return meaning().name();
	}

	public Outcome outcome() {
		return meaning().outcome();
	}

	/** See the OWASP Logging Vocabulary Cheat Sheet. */
	private Meaning meaning() {
		return switch (this) {
			case ACCOUNT_CREATED, ACCOUNT_IMPORTED -> success("user_created");
			case ACCOUNTS_EXPORTED -> success("sensitive_read");
			case EMAIL_CHANGED, PHONE_CHANGED, ACCOUNT_ENABLED, BINDING_CHANGED, GUESSES_FORGOTTEN ->
				success("user_updated");
			case ACCOUNT_DISABLED -> success("user_archived");
			case ACCOUNT_DELETED -> success("user_deleted");
			case ADMIN_KEY_ADDED, ADMIN_KEY_REVOKED, SERVER_KEY_ADDED, SERVER_KEY_RETIRED, CLIENT_ADDED,
					CLIENT_REMOVED ->
				success("privilege_permissions_changed");
			case ACCOUNT_GUARDED, LONG_PASSCODES -> failure("authn_login_fail_max");
			case PASSCODE_SENT -> success("authn_token_created");
			case PASSCODE_DENIED, PASSCODE_UNDELIVERED, LOGIN_DENIED, STEP_UP_DENIED -> failure("authn_login_fail");
			case PASSCODE_TOO_SOON -> failure("excess_rate_limit_exceeded");
			case LOGIN_GRANTED -> success("authn_login_success");
			case AUTHORIZED, RENEWED, SESSION_MOVED -> success("session_renewed");
			case UNAUTHORIZED -> failure("authz_fail");
			case TOKEN_MISPLACED, STEP_UP_REQUIRED -> failure("authn_impossible_travel");
			case TOKEN_REUSED -> failure("authn_token_reuse");
			case LOGGED_OUT -> success("authn_token_revoked");
			case SESSION_ENDED -> success("session_expired");
			case WEBHOOK_ADDED, WEBHOOK_ENABLED -> success("sys_monitor_enabled");
			case WEBHOOK_REMOVED, WEBHOOK_DISABLED -> success("sys_monitor_disabled");
			case LANGUAGE_CHANGED -> success("user_updated");
			case PASSWORD_CHANGED, PASSWORD_RESET -> success("authn_password_change");
			case RESET_DENIED -> failure("authn_password_change_fail");
			case RESET_SENT, RESET_STARTED, REGISTRATION_SENT -> success("authn_token_created");
			case CHANGE_DENIED, REGISTRATION_DENIED -> failure("authn_login_fail");
			case DATA_EXPORTED -> success("sensitive_read");
			case LOGOUT_IGNORED -> failure("session_use_after_expire");
			case RESTORED -> success("sys_restart");
		};
	}

	private static Meaning success(String name) {
		return new Meaning(name, Outcome.SUCCESS);
	}

	private static Meaning failure(String name) {
		return new Meaning(name, Outcome.FAILURE);
	}

	private record Meaning(String name, Outcome outcome) {
	}

	/** Whether the event is stored, beside its line in the log. */
	enum Kept {

		NOT, AT_ONCE,

		/**
		 * After the answer. If the answer waited for it, its time would tell whether an
		 * account exists. Strangers can cause these, so only the first ones of a day have
		 * rows of their own.
		 */
		LATER

	}

}
