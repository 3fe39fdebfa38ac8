package io.hellwall.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A hash by PBKDF2 (RFC 8018). */
final class Pbkdf2Hash implements ForeignHash {

	private static final int MOST_ITERATIONS = 100_000_000;

	private static final int LONGEST_SALT = 256;

	private static final int SHORTEST_HASH = 16;

	private static final int LONGEST_HASH = 128;

	/** {@code sha1}, {@code sha256} or {@code sha512}. */
	private final String digest;

	private final int iterations;

	private final byte[] salt;

	private final byte[] hash;

	Pbkdf2Hash(String digest, int iterations, byte[] salt, byte[] hash) {
		HashForms.require(iterations >= 1 && iterations <= MOST_ITERATIONS && fits(salt, hash));
		this.digest = digest;
		this.iterations = iterations;
		this.salt = salt;
		this.hash = hash;
	}

	static boolean fits(byte[] salt, byte[] hash) {
		return salt.length >= 1 && salt.length <= LONGEST_SALT && hash.length >= SHORTEST_HASH
				&& hash.length <= LONGEST_HASH;
	}

	@Override
	public boolean matches(String password) {
		PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), this.salt, this.iterations,
				Byte.SIZE * this.hash.length);
		try {
			byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmac" + this.digest.toUpperCase(Locale.ROOT))
				.generateSecret(spec)
				.getEncoded();
			return MessageDigest.isEqual(this.hash, key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this Java has no PBKDF2", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

	@Override
	public double work() {
		int blocks = (this.hash.length + size() - 1) / size();
		return perIteration() * this.iterations * blocks;
	}

	private int size() {
		return switch (this.digest) {
			case "sha1" -> 20;
			case "sha256" -> 32;
			default -> 64;
		};
	}

	private double perIteration() {
		return switch (this.digest) {
			case "sha1" -> 0.35;
			case "sha256" -> 0.36;
			default -> 1.35;
		};
	}

	@Override
	public long memory() {
		return 1;
	}

	@Override
	public String text() {
		return "{pbkdf2}$pbkdf2-" + this.digest + "$i=" + this.iterations + "$" + HashForms.base64(this.salt) + "$"
				+ HashForms.base64(this.hash);
	}

	@Override
	public String toString() {
		return "Pbkdf2Hash[redacted]";
	}

}
