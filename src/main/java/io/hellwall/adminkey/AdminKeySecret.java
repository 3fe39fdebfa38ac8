package io.hellwall.adminkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An admin key as its holder has it: a prefix, by which leaked keys can be found, and 32
 * random bytes as hex digits.
 */
public final class AdminKeySecret {

	private static final String PREFIX = "hellwall_admin_";

	private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

	private final String text;

	private AdminKeySecret(String text) {
		this.text = text;
	}

	static AdminKeySecret random(SecureRandom random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		return new AdminKeySecret(PREFIX + HexFormat.of().formatHex(bytes));
	}

	/** Empty if the text is no such key. */
	public static Optional<AdminKeySecret> parse(String text) {
		return FORM.matcher(text).matches() ? Optional.of(new AdminKeySecret(text)) : Optional.empty();
	}

	/** For its holder alone, once. */
	public String text() {
		return this.text;
	}

	/**
	 * What is stored: SHA-256. Nobody guesses 256 random bits, so neither a slow hash nor
	 * a secret is needed, and the keys stay good when the server key is exchanged.
	 */
	byte[] hash() {
		try {
			return MessageDigest.getInstance("SHA-256").digest(this.text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "AdminKeySecret[redacted]";
	}

}
