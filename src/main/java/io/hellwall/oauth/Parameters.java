package io.hellwall.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import io.hellwall.http.Form;
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

	private final Form form;

	private Parameters(Form form) {
		this.form = form;
	}

	/** Empty if the body is no form, or holds a known parameter more than once. */
	static Optional<Parameters> of(HttpServletRequest request) {
		if (!isForm(request.getContentType())) {
			return Optional.empty();
		}
		try {
			return Optional.of(new Parameters(Form.parse(request.getInputStream().readAllBytes(), KNOWN)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
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

	/** The value. One that is empty counts as missing (RFC 6749 §3.2). */
	Optional<String> find(String name) {
		return Optional.of(this.form.text(name)).filter((value) -> !value.isEmpty());
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
