package io.hellwall.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts the few secrets that the service must be able to read again, by AES-256-GCM
 * (NIST SP 800-38D). A box is a nonce of 12 bytes, then what is encrypted, then a tag of
 * 16 bytes. Safe for use by several threads.
 */
public final class Boxes {

	private static final String ALGORITHM = "AES/GCM/NoPadding";

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	/** Those that have a key to encrypt with. */
	static final List<Purpose> PURPOSES = List.of(Purpose.BOX, Purpose.FORM);

	private final KeyRing keys;

	private final SecureRandom random;

	private final Purpose purpose;

	public Boxes(KeyRing keys, SecureRandom random) {
		this(keys, random, Purpose.BOX);
	}

	/**
	 * Boxes with a key of their own.
	 * @param purpose one that things are encrypted for
	 */
	public Boxes(KeyRing keys, SecureRandom random, Purpose purpose) {
		this.keys = keys;
		this.random = random;
		this.purpose = purpose;
	}

	/**
	 * Encrypts with the active key.
	 * @param place where the box is kept. It cannot be opened as the box of another place
	 */
	public byte[] close(byte[] secret, String place) {
		byte[] nonce = new byte[NONCE];
		this.random.nextBytes(nonce);
		try {
			byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, this.keys.active(), nonce, place).doFinal(secret);
			return ByteBuffer.allocate(NONCE + encrypted.length).put(nonce).put(encrypted).array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads the secret in a box.
	 * @return empty if the box was not made for that place with a key of this ring
	 */
	public Optional<byte[]> open(byte[] box, String place) {
		return this.keys.all().stream().map((key) -> open(box, place, key)).flatMap(Optional::stream).findFirst();
	}

	/**
	 * Whether a box still opens when all keys but the active one are gone. If not, it is
	 * time to make it anew.
	 */
	public boolean isOfActiveKey(byte[] box, String place) {
		return open(box, place, this.keys.active()).isPresent();
	}

	/** Which key of the ring a box was made with; empty if none of them. */
	public Optional<KeyFingerprint> keyOf(byte[] box, String place) {
		return this.keys.all()
			.stream()
			.filter((key) -> open(box, place, key).isPresent())
			.map(Keys::fingerprint)
			.findFirst();
	}

	private Optional<byte[]> open(byte[] box, String place, Keys key) {
		if (box.length < NONCE) {
			return Optional.empty();
		}
		byte[] nonce = new byte[NONCE];
		System.arraycopy(box, 0, nonce, 0, NONCE);
		try {
			return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(box, NONCE, box.length - NONCE));
		}
		catch (AEADBadTagException ex) {
			return Optional.empty();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Cipher cipher(int mode, Keys key, byte[] nonce, String place) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(ALGORITHM);
		cipher.init(mode, key.box(this.purpose), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

}
