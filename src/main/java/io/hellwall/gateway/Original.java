package io.hellwall.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The request that a client sent to the proxy, as the proxy tells it.
 *
 * @param method one of HTTP, or any other token (RFC 9110 §9.1)
 * @param scheme {@code http} or {@code https}
 * @param host name or address in ASCII, perhaps with a port
 * @param target path and query, as they came
 */
record Original(String method, String scheme, String host, String target) {

	private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}");

	private static final String LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";

	/** A name has at most 253 characters (RFC 1035 §2.3.4, as text). */
	private static final Pattern HOST = Pattern.compile(
			"(?![0-9A-Za-z.-]{254})(?:" + LABEL + "(?:\\." + LABEL + "){0,126}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");

	/** What may stand in a URI as it is (RFC 3986 §3.3, §3.4). */
	private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

	private static final String FORM = "must be a request as HTTP knows it";

	Original {
		boolean valid = METHOD.matcher(method).matches() && (scheme.equals("https") || scheme.equals("http"))
				&& HOST.matcher(host).matches() && (isNamed(host) || isAddress(host)) && isTarget(target);
		if (!valid) {
			throw new IllegalArgumentException(FORM);
		}
	}

	/**
	 * Puts it together from parts. For a WebSocket, Traefik writes {@code ws} and
	 * {@code wss}.
	 * @return empty if a part is missing, or has characters that no request has
	 */
	static Optional<Original> of(@Nullable String method, @Nullable String scheme, @Nullable String host,
			@Nullable String target) {
		if (method == null || scheme == null || host == null || target == null) {
			return Optional.empty();
		}
		try {
			String known = switch (scheme) {
				case "ws" -> "http";
				case "wss" -> "https";
				default -> scheme;
			};
			return Optional.of(new Original(method, known, host, target));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** The same from an absolute URL. */
	static Optional<Original> of(@Nullable String method, @Nullable String url) {
		int host = (url != null) ? url.indexOf("://") + 3 : 0;
		int target = (url != null) ? url.indexOf('/', host) : 0;
		if (url == null || host < 4 || target < 0) {
			return Optional.empty();
		}
		return of(method, url.substring(0, host - 3), url.substring(host, target), url.substring(target));
	}

	/** Not all that brackets and colons can hold is an address: {@code [:::]} is none. */
	private static boolean isAddress(String host) {
		try {
			return new URI("//" + host).getHost() != null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Visible ASCII that begins with a slash. Browsers encode quotes, angle brackets and
	 * hashes everywhere, and backslashes in a path; they send some other characters as
	 * they are that RFC 3986 has no place for.
	 */
	private static boolean isTarget(String text) {
		boolean query = false;
		for (int i = 0; i < text.length(); i++) {
			char it = text.charAt(i);
			if (it <= ' ' || it > '~' || it == '"' || it == '<' || it == '>' || it == '#' || (it == '\\' && !query)) {
				return false;
			}
			query |= it == '?';
		}
		return text.startsWith("/");
	}

	/** Whether it only reads, so that a redirect may repeat it as it was. */
	boolean reads() {
		return this.method.equals("GET") || this.method.equals("HEAD");
	}

	/** Whether its host is no IPv6 address. No cookie of ours is for one of those. */
	boolean isNamed() {
		return isNamed(this.host);
	}

	private static boolean isNamed(String host) {
		return !host.startsWith("[");
	}

	/** The host without its port, in lower case. */
	String hostName() {
		int port = this.host.lastIndexOf(':');
		boolean with = port > this.host.lastIndexOf(']');
		return (with ? this.host.substring(0, port) : this.host).toLowerCase(Locale.ROOT);
	}

	/** Its address, with every character encoded that a URI cannot hold. */
	URI uri() {
		StringBuilder uri = new StringBuilder(this.scheme + "://" + this.host);
		for (int i = 0; i < this.target.length(); i++) {
			char it = this.target.charAt(i);
			if (Character.isLetterOrDigit(it) || PLAIN.indexOf(it) >= 0 || isEscape(i)) {
				uri.append(it);
			}
			else {
				uri.append("%%%02X".formatted((int) it));
			}
		}
		return URI.create(uri.toString());
	}

	private boolean isEscape(int at) {
		return this.target.charAt(at) == '%' && at + 2 < this.target.length()
				&& Character.digit(this.target.charAt(at + 1), 16) >= 0
				&& Character.digit(this.target.charAt(at + 2), 16) >= 0;
	}

}
