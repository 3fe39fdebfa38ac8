package io.hellwall.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import com.password4j.ScryptFunction;

/** A hash by scrypt (RFC 7914). */
final class ScryptHash implements ForeignHash {

	/** For a KiB of its memory, which it writes and reads. */
	private static final double KIBIBYTE = 7.3;

	/** So that the memory is a number that fits. */
	private static final int MOST = 255;

	private final int logCost;

	private final int blockSize;

	private final int lanes;

	private final byte[] salt;

	private final byte[] hash;

	ScryptHash(int logCost, int blockSize, int lanes, byte[] salt, byte[] hash) {
		HashForms.require(logCost >= 1 && logCost < Integer.SIZE - 1 && blockSize >= 1 && blockSize <= MOST
				&& lanes >= 1 && lanes <= MOST && Pbkdf2Hash.fits(salt, hash));
		this.logCost = logCost;
		this.blockSize = blockSize;
		this.lanes = lanes;
		this.salt = salt;
		this.hash = hash;
	}

	@Override
	public boolean matches(String password) {
		ScryptFunction scrypt = ScryptFunction.getInstance(1 << this.logCost, this.blockSize, this.lanes,
				this.hash.length);
		try {
			return MessageDigest.isEqual(this.hash,
					scrypt.scrypt(password.getBytes(StandardCharsets.UTF_8), this.salt, this.hash.length));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this Java has no HMAC", ex);
		}
	}

	@Override
	public double work() {
		return KIBIBYTE * memory() * this.lanes;
	}

	@Override
	public long memory() {
		return Math.max(1, (this.blockSize * (1L << this.logCost)) / 8);
	}

	@Override
	public String text() {
		return "{scrypt}$scrypt$ln=" + this.logCost + ",r=" + this.blockSize + ",p=" + this.lanes + "$"
				+ HashForms.base64(this.salt) + "$" + HashForms.base64(this.hash);
	}

	@Override
	public String toString() {
		return "ScryptHash[redacted]";
	}

}
