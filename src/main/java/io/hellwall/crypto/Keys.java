package io.hellwall.crypto;

import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of this installation: one for each purpose, derived from the server key by
 * HKDF with SHA-256 (RFC 5869).
 */
public final class Keys {

	private final Map<Purpose, Hmac> hmacs = new EnumMap<>(Purpose.class);

	private final Map<Purpose, SecretKey> boxes = new EnumMap<>(Purpose.class);

	private final KeyFingerprint fingerprint;

	/**
	 * @param serverKey 32 bytes
	 * @throws IllegalArgumentException if the key has another length
	 */
	public Keys(byte[] serverKey) {
		if (serverKey.length != ServerKey.LENGTH) {
			throw new IllegalArgumentException("the server key has 32 bytes");
		}
		SecretKey key = new SecretKeySpec(serverKey, "HKDF");
		for (Purpose purpose : Purpose.values()) {
			this.hmacs.put(purpose, new Hmac(derive(key, purpose, "HmacSHA256")));
		}
		Boxes.PURPOSES.forEach((purpose) -> this.boxes.put(purpose, derive(key, purpose, "AES")));
		this.fingerprint = KeyFingerprint.ofCheckValue(checkValue());
	}

	public Hmac hmac(Purpose purpose) {
		return Objects.requireNonNull(this.hmacs.get(purpose));
	}

	/** Names the server key that these keys come from. */
	public KeyFingerprint fingerprint() {
		return this.fingerprint;
	}

	/** By what a database recognises the server key. It is no secret. */
	byte[] checkValue() {
		return hmac(Purpose.CHECK).of();
	}

	/** The key that {@link Boxes} for that purpose encrypt with. */
	SecretKey box(Purpose purpose) {
		return Objects.requireNonNull(this.boxes.get(purpose));
	}

	private static SecretKey derive(SecretKey key, Purpose purpose, String algorithm) {
		try {
			HKDFParameterSpec parameters = HKDFParameterSpec.ofExtract()
				.addIKM(key)
				.thenExpand(purpose.info(), Hmac.LENGTH);
			return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
