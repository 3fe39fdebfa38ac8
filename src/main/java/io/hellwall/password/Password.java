package io.hellwall.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * A password in Unicode normalisation form KC (SP 800-63B-4 §3.1.1.2), so that it is the
 * same from every keyboard. It has any characters, 1 to 128 code points and at most 1,024
 * bytes of UTF-8. A text of more than 1,024 characters is refused before it is
 * normalised.
 */
public final class Password {

	static final int LONGEST = 128;

	private static final int LARGEST = 1024;

	private final String text;

	/**
	 * Hashes of earlier versions were made of it, and those of other systems mostly are.
	 */
	private final String formC;

	private Password(String text, String formC) {
		this.text = text;
		this.formC = formC;
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
		String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
		if (normal.isEmpty() || normal.codePointCount(0, normal.length()) > LONGEST
				|| normal.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
			throw refused();
		}
		return new Password(normal, Normalizer.normalize(text, Normalizer.Form.NFC));
	}

	String text() {
		return this.text;
	}

	/**
	 * The texts that a stored hash may have been made of, today's first. How many there
	 * are follows from what was typed alone, so the work of comparing tells nothing about
	 * an account. Nearly always it is one.
	 */
	List<String> forms() {
		return Stream.of(this.text, this.formC).distinct().toList();
	}

	int length() {
		return this.text.codePointCount(0, this.text.length());
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException("must have 1 to 128 characters of Unicode");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Password password && this.text.equals(password.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return "Password[redacted]";
	}

}
