package io.hellwall.account;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of an address to search for: 1 to 254 printable ASCII characters. Case does not
 * count. A domain with other characters is found by its ASCII form.
 */
public record EmailPart(String value) {

	private static final Pattern FORM = Pattern.compile("[!-~]{1,254}");

	public EmailPart {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("must be a part of a mail address, in ASCII");
		}
	}

	/**
	 * Matches addresses with this part in an SQL {@code like} with the escape {@code !}.
	 */
	String pattern() {
		return "%" + this.value.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
	}

}
