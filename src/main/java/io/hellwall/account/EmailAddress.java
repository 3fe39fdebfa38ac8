package io.hellwall.account;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A mail address: an ASCII local part, an at sign, and a domain in lower-case ASCII form
 * (RFC 5321 §4.1.2 without quoted strings and address literals; RFC 3490 for the domain).
 * It cannot contain blanks, quotes or line breaks, so nobody can add a header field to a
 * mail with it.
 *
 * @param value the address to which mail is sent; the local part keeps its capitals
 */
public record EmailAddress(@JsonValue String value) {

	private static final Pattern FORM = Pattern
		.compile("([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@([^@]+)");

	private static final Pattern LABELS = Pattern
		.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

	/**
	 * Characters that IDNA 2008 converts differently from Java, which uses IDNA 2003:
	 * sharp s, final sigma and joiners. Mail could reach the domain of somebody else.
	 */
	private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00DF\\u1E9E\\u03C2\\u200C\\u200D]");

	private static final int LONGEST = 254;

	private static final int LONGEST_LOCAL_PART = 64;

	public EmailAddress {
		value = normal(value);
	}

	/**
	 * Reads an address as a person writes it.
	 * @throws IllegalArgumentException if it is no such address or has more than 254
	 * characters; the message does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static EmailAddress parse(String text) {
		return new EmailAddress(text);
	}

	/** The same for two addresses that differ in case only: they mean one account. */
	public String key() {
		return this.value.toLowerCase(Locale.ROOT);
	}

	public String localPart() {
		return this.value.substring(0, this.value.indexOf('@'));
	}

	private static String normal(String text) {
		Matcher form = FORM.matcher(text);
		if (text.length() > LONGEST || !form.matches() || form.group(1).length() > LONGEST_LOCAL_PART) {
			throw refused();
		}
		String normal = form.group(1) + "@" + ascii(form.group(2));
		if (normal.length() > LONGEST) {
			throw refused();
		}
		return normal;
	}

	private static String ascii(String domain) {
		if (LABELS.matcher(domain).matches()) { // nearly always, and always if it was
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
			// Refused below with our own message: this one repeats the text.
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
