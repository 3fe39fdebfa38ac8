package io.hellwall.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.SslBundle;

/** What the files of a PEM bundle hold when they are read. */
public sealed interface PemContent {

	/** How keys of each kind sign. */
	Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

	/** Two readings with the same identity have found the same. */
	String identity();

	/**
	 * A certificate that can be used, or only certificates of others that are trusted.
	 *
	 * @param identity a hash of all certificates
	 * @param endsAt when the first of its own certificates expires; null if it has none
	 */
	record Usable(String identity, SslBundle bundle, @Nullable Instant endsAt) implements PemContent {
	}

	/**
	 * Files that cannot be used.
	 *
	 * @param reason what is wrong, without a word of their content
	 */
	record Unusable(String reason) implements PemContent {

		@Override
		public String identity() {
			return this.reason;
		}

	}

	/** Reads the files. */
	static PemContent read(PemSslBundleProperties properties) {
		try {
			SslBundle bundle = PropertiesSslBundle.get(properties);
			KeyStore own = bundle.getStores().getKeyStore();
			if (own != null && !keyFits(own, properties.getKey().getPassword())) {
				return new Unusable("the private key does not belong to the first certificate");
			}
			return new Usable(identity(own, bundle.getStores().getTrustStore()), bundle, endsAt(own));
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return new Unusable(reason(ex));
		}
	}

	/** Boot's own message may repeat a setting, which may be the key itself. */
	private static String reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof IOException) {
				return "a file cannot be read (" + cause.getClass().getSimpleName() + ")";
			}
		}
		return "a file does not hold a certificate or a private key in PEM form";
	}

	/** A client would find out only in its handshake, when the old one is gone. */
	private static boolean keyFits(KeyStore store, @Nullable String password) throws GeneralSecurityException {
		for (String alias : Collections.list(store.aliases())) {
			Key key = store.isKeyEntry(alias) ? store.getKey(alias, (password != null) ? password.toCharArray() : null)
					: null;
			if (key instanceof PrivateKey own && !belongTogether(own, store.getCertificate(alias))) {
				return false;
			}
		}
		return true;
	}

	private static boolean belongTogether(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
		if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
			return false;
		}
		String algorithm = SIGNATURES.get(key.getAlgorithm());
		if (algorithm == null) {
			return true; // not known here
		}
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(key);
		byte[] signed = signature.sign();
		signature.initVerify(certificate);
		return signature.verify(signed);
	}

	private static String identity(@Nullable KeyStore... stores) throws GeneralSecurityException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		for (KeyStore store : stores) {
			if (store != null) {
				for (String alias : Collections.list(store.aliases())) {
					Certificate[] chain = Optional.ofNullable(store.getCertificateChain(alias))
						.orElse(new Certificate[] { store.getCertificate(alias) });
					for (Certificate certificate : chain) {
						digest.update(certificate.getEncoded());
					}
				}
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static @Nullable Instant endsAt(@Nullable KeyStore store) throws GeneralSecurityException {
		Instant first = null;
		if (store != null) {
			for (String alias : Collections.list(store.aliases())) {
				Instant end = (store.getCertificate(alias) instanceof X509Certificate own)
						? own.getNotAfter().toInstant() : null;
				if (end != null && (first == null || end.isBefore(first))) {
					first = end;
				}
			}
		}
		return first;
	}

}
