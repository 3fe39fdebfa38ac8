package io.hellwall.browser;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Name of a host in lower-case ASCII (RFC 1123 §2.1), or an IPv4 address. Other alphabets
 * are written in their ASCII form ({@code xn--…}, RFC 5890).
 *
 * @param value without a dot at the end
 */
record HostName(String value) {

	private static final int LONGEST = 253;

	private static final Pattern FORM = Pattern
		.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

	HostName {
		if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("must be the name of a host, such as login.example.org");
		}
	}

	/**
	 * Reads a name in capitals or not.
	 * @throws IllegalArgumentException if it is none; the message does not repeat it
	 */
	static HostName parse(String text) {
		// Only ASCII passes, so the case of no letter depends on a language.
		return new HostName(text.toLowerCase(Locale.ROOT));
	}

	/** Whether this host is the domain, or lies under it. */
	boolean within(CookieDomain domain) {
		return this.value.equals(domain.value()) || this.value.endsWith("." + domain.value());
	}

	/** Whether browsers take it for their own machine, and trust it without TLS. */
	boolean isLoopback() {
		return this.value.equals("localhost") || this.value.matches("127(?:\\.\\d{1,3}){3}");
	}

}
