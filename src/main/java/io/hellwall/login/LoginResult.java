package io.hellwall.login;

import io.hellwall.token.IssuedToken;

/** The result of a login. */
public sealed interface LoginResult {

	record LoggedIn(IssuedToken token) implements LoginResult {
	}

	/** The same for every reason. Only the audit log tells the reason. */
	record Denied() implements LoginResult {
	}

	/**
	 * Password and passcode are right, but the password has to be changed first. The
	 * passcode is spent.
	 */
	record PasswordChangeRequired() implements LoginResult {
	}

	/** Too many passwords wait to be checked. Nothing was counted or spent. */
	record Busy() implements LoginResult {
	}

}
