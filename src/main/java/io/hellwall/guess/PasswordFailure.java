package io.hellwall.guess;

/** Why a password was not accepted. For the audit log; never for the client. */
public enum PasswordFailure {

	UNKNOWN_ACCOUNT,

	/** Wrong password, another phone number, or the account is disabled. */
	WRONG_CREDENTIALS,

	/** Too many attempts from there failed before, so this one was not evaluated. */
	ORIGIN_WAITS

}
