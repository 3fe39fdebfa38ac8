package io.hellwall.oauth;

/** Where the endpoints are. The metadata names them. */
final class OAuthPaths {

	static final String INTROSPECT = "/oauth2/introspect";

	static final String REVOKE = "/oauth2/revoke";

	/** RFC 8414 §3. */
	static final String METADATA = "/.well-known/oauth-authorization-server";

	private OAuthPaths() {
	}

}
