package io.hellwall.passcode;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Six characters from 32 capitals and digits that look different from each other: without
 * I, O, 0 and 1. There are a billion (2^30) of them, and an attacker may try five.
 */
public final class Passcode {

	private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

	private static final int LENGTH = 6;

	private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}", Pattern.CASE_INSENSITIVE);

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
			throw new IllegalArgumentException("must be the 6 letters and digits from the mail");
		}
		return new Passcode(text.toUpperCase(Locale.ROOT));
	}

	static Passcode random(SecureRandom random) {
		StringBuilder text = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
		}
		return new Passcode(text.toString());
	}

	String text() {
		return this.text;
	}

	byte[] bytes() {
		return this.text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return "Passcode[redacted]";
	}

}
