package io.hellwall.passcode;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Characters from 32 capitals and digits that look different from each other: without I,
 * O, 0 and 1. A short passcode has 6 of them, so there are a billion (2^30), and an
 * attacker may try a hundred in a row. A long one has 16 (80 bits), more than anybody can
 * try.
 */
public final class Passcode {

	private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

	static final int SHORT = 6;

	static final int LONG = 16;

	private static final Pattern FORM = Pattern
		.compile("[" + ALPHABET + "]{" + SHORT + "}|[" + ALPHABET + "]{" + LONG + "}", Pattern.CASE_INSENSITIVE);

	private final String text;

	private Passcode(String text) {
		this.text = text;
	}

	/**
	 * Reads a passcode as somebody typed it, in either case.
	 * @throws IllegalArgumentException if it has another length, or a character that no
	 * passcode has; the message does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static Passcode parse(String text) {
		// Check before toUpperCase, which turns some letters of other alphabets into
		// ASCII.
		if (!FORM.matcher(text).matches()) {
			throw new IllegalArgumentException("must be the 6 or 16 letters and digits from the mail");
		}
		return new Passcode(text.toUpperCase(Locale.ROOT));
	}

	static Passcode random(SecureRandom random, int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
		}
		return new Passcode(text.toString());
	}

	String text() {
		return this.text;
	}

	int length() {
		return this.text.length();
	}

	byte[] bytes() {
		return this.text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return "Passcode[redacted]";
	}

}
