package io.hellwall.account;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A phone number: 3 to 15 digits (ITU-T E.164), perhaps with a plus before them. It is
 * compared, never called.
 *
 * @param value an optional plus sign and the digits
 */
public record PhoneNumber(@JsonValue String value) {

	private static final Pattern FORM = Pattern.compile("\\+?\\d{3,15}");

	public PhoneNumber {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("must be a phone number such as +49 30 123456");
		}
	}

	/**
	 * Reads a number as a person writes it, with blanks, dashes, dots, slashes and
	 * brackets between the digits; {@code 00} before it is a plus.
	 * @throws IllegalArgumentException if it is none; the message does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static PhoneNumber parse(String text) {
		String digits = text.replaceAll("[ ()./-]", "");
		return new PhoneNumber(digits.startsWith("00") ? "+" + digits.substring(2) : digits);
	}

	/** Keeps the number out of logs. */
	@Override
	public String toString() {
		return "PhoneNumber[redacted]";
	}

}
