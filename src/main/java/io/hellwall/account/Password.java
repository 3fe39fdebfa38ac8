package io.hellwall.account;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A password in Unicode normalisation form C (RFC 8265 §4.2), so that it is the same from
 * every keyboard. It has any characters, 1 to 128 code points and at most 1,024 bytes of
 * UTF-8. A longer text is refused before it is normalised or hashed.
 */
public final class Password {

	static final int LONGEST = 128;

	private static final int LARGEST = 1024;

	private final String text;

	private Password(String text) {
		this.text = text;
	}

	/**
	 * Reads a password as it was typed, with all blanks.
	 * @throws IllegalArgumentException if the text is empty, too long or no valid Unicode
	 * (half a surrogate pair); the message does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static Password parse(String text) {
		if (text.length() > LARGEST || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			throw refused();
		}
		String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
		if (normal.isEmpty() || normal.codePointCount(0, normal.length()) > LONGEST
				|| normal.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
			throw refused();
		}
		return new Password(normal);
	}

	String text() {
		return this.text;
	}

	int length() {
		return this.text.codePointCount(0, this.text.length());
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException("must have 1 to 128 characters of Unicode");
	}

	@Override
	public String toString() {
		return "Password[redacted]";
	}

}
