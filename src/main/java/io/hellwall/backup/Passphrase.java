package io.hellwall.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the keys in a backup are encrypted under. */
public final class Passphrase {

	private static final int SHORTEST = 15;

	private final String text;

	/**
	 * @throws IllegalArgumentException if it is too short, or holds a character that not
	 * every program for PKCS #12 writes as the same bytes; the message does not repeat it
	 */
	public Passphrase(String text) {
		if (text.length() < SHORTEST || !text.chars().allMatch((it) -> it >= ' ' && it < 127)) {
			throw new IllegalArgumentException(
					"the passphrase must have 15 or more characters: letters without accents, digits, blanks, signs");
		}
		this.text = text;
	}

	/**
	 * Reads the first line of a file.
	 * @throws IOException if it cannot be read, or is not UTF-8
	 */
	public static Passphrase read(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			return new Passphrase(lines.findFirst().orElse(""));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	char[] characters() {
		return this.text.toCharArray();
	}

	@Override
	public String toString() {
		return "Passphrase[redacted]";
	}

}
