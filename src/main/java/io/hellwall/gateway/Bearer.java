package io.hellwall.gateway;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

import io.hellwall.browser.SignInCookies;
import io.hellwall.device.MacAddress;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Reads the credentials of a client, and gives it its next token the way that the last
 * one came. A client that sends a bearer token (RFC 6750 §2.1) is judged by that alone: a
 * wrong one must not pass as the person who is signed in by cookies.
 */
@Component
class Bearer {

	static final String DEVICE = "X-Device-Mac";

	private static final String SCHEME = "Bearer ";

	private final TokenForm form;

	private final SignInCookies cookies;

	Bearer(TokenForm form, SignInCookies cookies) {
		this.form = form;
		this.cookies = cookies;
	}

	/**
	 * Empty if there are none, or not all, or any of them twice. A field of another
	 * scheme is for the application behind the proxy.
	 */
	Optional<Credentials> credentials(HttpServletRequest request, Original original) {
		List<String> authorization = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (authorization.stream().anyMatch(Bearer::isBearer)) {
			return (authorization.size() == 1) ? ofHeaders(authorization.getFirst(), request.getHeaders(DEVICE))
					: Optional.empty();
		}
		return original.isNamed()
				? this.cookies.read(request).map((it) -> new Credentials(it.token(), it.device(), true))
				: Optional.empty();
	}

	private Optional<Credentials> ofHeaders(String bearer, Enumeration<String> devices) {
		String device = devices.hasMoreElements() ? devices.nextElement() : null;
		if (device == null || devices.hasMoreElements()) {
			return Optional.empty();
		}
		try {
			return Optional.of(new Credentials(this.form.parse(bearer.substring(SCHEME.length())),
					MacAddress.parse(device), false));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static boolean isBearer(String authorization) {
		return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
	}

	/** Adds the next token to the header fields of an answer. */
	void add(BaseToken next, Credentials credentials, Original original, HttpHeaders headers) {
		if (credentials.fromCookies()) {
			headers.set(HttpHeaders.SET_COOKIE, this.cookies.token(next, original.hostName()).toString());
		}
		else {
			headers.set(Identity.RENEWED, this.form.write(next));
		}
	}

}
