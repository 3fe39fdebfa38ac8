package io.hellwall.account;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A mail address: a dot-atom of ASCII, an at sign, and a domain in lower-case ASCII form
 * (RFC 5321 §4.1.2 without quoted strings and address literals; RFC 3490 for the domain).
 * What this leaves out is what header injection is made of.
 *
 * @param value the address mail goes to, the local part as it was written
 */
public record EmailAddress(@JsonValue String value) {

	private static final Pattern FORM = Pattern
		.compile("([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@([^@]+)");

	private static final Pattern LABELS = Pattern
		.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

	/**
	 * What the platform's IDNA 2003 takes for something else than IDNA 2008 does (sharp
	 * s, final sigma, joiners): mail could go to a domain of somebody else's.
	 */
	private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00DF\\u1E9E\\u03C2\\u200C\\u200D]");

	private static final int LONGEST = 254;

	private static final int LONGEST_LOCAL_PART = 64;

	public EmailAddress {
		value = normal(value);
	}

	/**
	 * Reads an address as a person writes it.
	 * @throws IllegalArgumentException if it is none, or is longer than 254 characters;
	 * the message does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static EmailAddress parse(String text) {
		return new EmailAddress(text);
	}

	/** What makes two addresses the same account: nobody has two that differ in case. */
	public String key() {
		return this.value.toLowerCase(Locale.ROOT);
	}

	public String localPart() {
		return this.value.substring(0, this.value.indexOf('@'));
	}

	private static String normal(String text) {
		if (text.length() <= LONGEST) {
			Matcher form = FORM.matcher(text);
			if (form.matches() && form.group(1).length() <= LONGEST_LOCAL_PART) {
				String normal = form.group(1) + "@" + ascii(form.group(2));
				if (normal.length() <= LONGEST) {
					return normal;
				}
			}
		}
		throw refused();
	}

	private static String ascii(String domain) {
		if (LABELS.matcher(domain).matches()) { // as nearly all are, and all that are
												// stored
			return domain;
		}
		if (AMBIGUOUS.matcher(domain).find()) {
			throw refused();
		}
		try {
			String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
			if (LABELS.matcher(ascii).matches()) {
				return ascii;
			}
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			// Refused below: the platform's message repeats the text.
		}
		throw refused();
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException("must be a mail address such as name@example.org");
	}

	/** Keeps the address out of logs. */
	@Override
	public String toString() {
		return "EmailAddress[redacted]";
	}

}
