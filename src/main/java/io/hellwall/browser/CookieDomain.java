package io.hellwall.browser;

import java.util.regex.Pattern;

/**
 * A domain whose hosts share the cookies of a sign-in.
 *
 * @param value its name in lower-case ASCII, of two labels or more
 */
public record CookieDomain(String value) {

	private static final Pattern TOP = Pattern.compile("(?:.*\\.)?[a-z0-9-]*[a-z][a-z0-9-]*");

	public CookieDomain {
		// Browsers take no cookie for a single label, nor for an address.
		if (!value.contains(".") || !TOP.matcher(value).matches()) {
			throw refused();
		}
	}

	/**
	 * Reads the name of a domain, in capitals or not.
	 * @throws IllegalArgumentException if the text is no name, a single label or an
	 * address; the message does not repeat it
	 */
	public static CookieDomain of(String text) {
		try {
			return new CookieDomain(HostName.parse(text.strip()).value());
		}
		catch (IllegalArgumentException ex) {
			throw refused();
		}
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException("must be a domain such as example.org, without a dot before it");
	}

}
