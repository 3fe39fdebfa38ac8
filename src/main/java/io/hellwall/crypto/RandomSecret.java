package io.hellwall.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A secret of a program or an administrator, as its holder has it: a prefix, by which
 * leaked secrets can be found, and 32 random bytes as hex digits.
 */
public abstract class RandomSecret {

	private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

	private final String text;

	/** A new secret. */
	protected RandomSecret(String prefix, SecureRandom random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		this.text = prefix + HexFormat.of().formatHex(bytes);
	}

	/**
	 * Reads a secret.
	 * @throws IllegalArgumentException if the text has another form; the message does not
	 * repeat it
	 */
	protected RandomSecret(String prefix, String text) {
		if (!text.startsWith(prefix) || !DIGITS.matcher(text.substring(prefix.length())).matches()) {
			throw new IllegalArgumentException("must be a secret as it was given out");
		}
		this.text = text;
	}

	/**
	 * Reads a secret of a kind.
	 * @param kind the constructor that reads one
	 * @return empty if the text is no such secret
	 */
	protected static <T extends RandomSecret> Optional<T> parse(String text, Function<String, T> kind) {
		try {
			return Optional.of(kind.apply(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** For its holder alone, once. */
	public final String text() {
		return this.text;
	}

	/**
	 * What is stored: SHA-256. Nobody guesses 256 random bits, so neither a slow hash nor
	 * a secret is needed, and the secrets stay good when the server key is exchanged.
	 */
	public final byte[] hash() {
		try {
			return MessageDigest.getInstance("SHA-256").digest(this.text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public final String toString() {
		return getClass().getSimpleName() + "[redacted]";
	}

}
