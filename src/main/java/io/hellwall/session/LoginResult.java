package io.hellwall.session;

/** What came of a login. */
public sealed interface LoginResult {

	record LoggedIn(IssuedToken token) implements LoginResult {
	}

	/** One answer for every reason: the audit log knows which. */
	record Denied() implements LoginResult {
	}

	/** Too many passwords wait to be checked; nothing was counted or spent. */
	record Busy() implements LoginResult {
	}

}
