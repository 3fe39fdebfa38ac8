package io.hellwall.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Map;

import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys encrypted under a passphrase: a PKCS #12 file (RFC 7292) as the JDK writes it, so
 * that no cryptography is of our own. Its one entry holds all keys by their names.
 */
final class KeyChest {

	/** What OWASP recommends for PBKDF2 with HMAC-SHA-256. */
	private static final int ITERATIONS = 600_000;

	private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";

	private static final String ENTRY = "keys";

	private static final JsonMapper JSON = JsonMapper.shared();

	private KeyChest() {
	}

	static byte[] close(Map<String, String> keys, Passphrase passphrase) throws IOException {
		byte[] salt = new byte[32];
		new SecureRandom().nextBytes(salt);
		// The passphrase also makes the code over the file. Whoever guesses would try
		// that
		// one, so it must not be the cheaper one. No parameter exists for it.
		Security.setProperty("keystore.pkcs12.macIterationCount", Integer.toString(ITERATIONS));
		try {
			KeyStore chest = KeyStore.getInstance("PKCS12");
			chest.load(null, null);
			chest.setEntry(ENTRY,
					new KeyStore.SecretKeyEntry(new SecretKeySpec(JSON.writeValueAsBytes(keys), "HmacSHA256")),
					new KeyStore.PasswordProtection(passphrase.characters(), ALGORITHM,
							new PBEParameterSpec(salt, ITERATIONS)));
			ByteArrayOutputStream file = new ByteArrayOutputStream();
			chest.store(file, passphrase.characters());
			return file.toByteArray();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * @throws BackupRefusedException if the passphrase is another one, or the file was
	 * changed
	 */
	static Map<String, String> open(byte[] file, Passphrase passphrase) throws BackupRefusedException {
		try {
			KeyStore chest = KeyStore.getInstance("PKCS12");
			chest.load(new ByteArrayInputStream(file), passphrase.characters());
			byte[] keys = chest.getKey(ENTRY, passphrase.characters()).getEncoded();
			return JSON.readValue(new String(keys, StandardCharsets.UTF_8), new TypeReference<Map<String, String>>() {
			});
		}
		catch (IOException | GeneralSecurityException | JacksonException ex) {
			throw new BackupRefusedException("the keys cannot be read: the passphrase is another one", ex);
		}
	}

}
