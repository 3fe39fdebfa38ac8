package io.hellwall.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) under the key of one purpose. Safe for use by several threads.
 */
public final class Hmac {

	/** How many bytes an output has. */
	public static final int LENGTH = 32;

	/** Only cloned, never used itself. A clone is cheaper than a new instance. */
	private final Mac keyed;

	Hmac(SecretKey key) {
		try {
			this.keyed = Mac.getInstance("HmacSHA256");
			this.keyed.init(key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** With a key that does not come from the server key. */
	public static Hmac keyed(byte[] key) {
		return new Hmac(new SecretKeySpec(key, "HmacSHA256"));
	}

	/**
	 * The code of a list of fields. Each is preceded by its length as four big-endian
	 * bytes, so that no two different lists are the same message.
	 * @return 32 bytes
	 */
	public byte[] of(byte[]... fields) {
		try {
			Mac mac = (Mac) this.keyed.clone();
			for (byte[] field : fields) {
				mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
				mac.update(field);
			}
			return mac.doFinal();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The code of a message as it is, for a protocol that says what is in it.
	 * @return 32 bytes
	 */
	public byte[] ofMessage(byte[] message) {
		try {
			return ((Mac) this.keyed.clone()).doFinal(message);
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
