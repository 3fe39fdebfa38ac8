package io.hellwall.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * The parameters in the body of a request. Those in its address do not count, and unknown
 * ones are ignored (RFC 6749 §2.3.1 and §3.2).
 */
final class Parameters {

	static final String TOKEN = "token";

	static final String MAC = "mac";

	static final String IP = "ip";

	static final String CLIENT_ID = "client_id";

	static final String CLIENT_SECRET = "client_secret";

	private static final Set<String> KNOWN = Set.of(TOKEN, "token_type_hint", MAC, IP, CLIENT_ID, CLIENT_SECRET);

	private final Map<String, String> values;

	private Parameters(Map<String, String> values) {
		this.values = values;
	}

	/** Empty if the body is no form, or holds a known parameter more than once. */
	static Optional<Parameters> of(HttpServletRequest request) {
		if (!isForm(request.getContentType())) {
			return Optional.empty();
		}
		try {
			return read(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isForm(@Nullable String contentType) {
		try {
			MediaType type = (contentType != null) ? MediaType.parseMediaType(contentType) : MediaType.ALL;
			return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type)
					&& (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static Optional<Parameters> read(String form) {
		Map<String, String> values = new HashMap<>();
		try {
			for (String pair : form.split("&", -1)) {
				int equals = pair.indexOf('=');
				String name = decode((equals >= 0) ? pair.substring(0, equals) : pair);
				String value = decode((equals >= 0) ? pair.substring(equals + 1) : "");
				if (KNOWN.contains(name) && values.put(name, value) != null) {
					return Optional.empty();
				}
			}
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
		return Optional.of(new Parameters(values));
	}

	/**
	 * Reads a name or value of a form (RFC 6749 appendix B).
	 * @throws IllegalArgumentException if it is none
	 */
	static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	/** The value. One that is empty counts as missing (RFC 6749 §3.2). */
	Optional<String> find(String name) {
		return Optional.ofNullable(this.values.get(name)).filter((value) -> !value.isEmpty());
	}

	/**
	 * The value.
	 * @throws IllegalArgumentException if it is missing; the message is for the client
	 */
	String require(String name) {
		return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is required"));
	}

	@Override
	public String toString() {
		return "Parameters[redacted]";
	}

}
