package io.hellwall.gateway;

/** Header fields of a yes, which a proxy passes on to the application behind it. */
final class Identity {

	/** The address, because applications show it. */
	static final String USER = "Remote-User";

	static final String EMAIL = "Remote-Email";

	static final String ACCOUNT = "Remote-Account";

	static final String SESSION = "Remote-Session";

	/** When the token expires. */
	static final String EXPIRES = "Remote-Expires";

	/** The next token, of a client that sent its token in a header field. */
	static final String RENEWED = "X-Renewed-Token";

	private Identity() {
	}

}
