package io.hellwall.gateway;

import java.util.Enumeration;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The question of a proxy. It is made of the header fields of one kind of proxies; those
 * of other kinds may have been written by the client.
 *
 * @param original what the client asked the proxy for
 * @param mayRenew whether the answer may bring the next token
 */
record Question(Original original, boolean mayRenew) {

	static final String EXT_AUTHZ = "/gateway/ext-authz";

	/** The only parameter that there is. */
	private static final String WITHOUT_RENEWAL = "renew=never";

	/** As nginx and HAProxy ask; empty if it is not clear. */
	static Optional<Question> ofAuthRequest(HttpServletRequest request) {
		return of(request, Original.of(only(request, "X-Original-Method"), only(request, "X-Original-URL")));
	}

	/** As Caddy and Traefik ask. */
	static Optional<Question> ofForwardAuth(HttpServletRequest request) {
		return of(request, Original.of(only(request, "X-Forwarded-Method"), only(request, "X-Forwarded-Proto"),
				only(request, "X-Forwarded-Host"), only(request, "X-Forwarded-Uri")));
	}

	/**
	 * As Envoy asks: it repeats the request under a path of ours. So the whole query is
	 * the client's, and nothing of it is for us.
	 */
	static Optional<Question> ofExtAuthz(HttpServletRequest request) {
		String path = request.getRequestURI();
		String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
		// Written in another way, it would be unclear where the client's path begins.
		String target = path.startsWith(EXT_AUTHZ + "/") ? path.substring(EXT_AUTHZ.length()) + query : null;
		return Original
			.of(request.getMethod(), only(request, "X-Forwarded-Proto"), only(request, HttpHeaders.HOST), target)
			.map((it) -> new Question(it, true));
	}

	private static Optional<Question> of(HttpServletRequest request, Optional<Original> original) {
		String query = request.getQueryString();
		return original.filter((it) -> query == null || query.equals(WITHOUT_RENEWAL))
			.map((it) -> new Question(it, query == null));
	}

	/** The value of the field; null if it is missing or stands there twice. */
	private static @Nullable String only(HttpServletRequest request, String name) {
		Enumeration<String> values = request.getHeaders(name);
		String value = values.hasMoreElements() ? values.nextElement() : null;
		return values.hasMoreElements() ? null : value;
	}

}
