package io.hellwall.admin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;

import io.hellwall.crypto.SecretFile;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * The first admin key: from the settings, else from a file made at first start. It waits
 * for the server key, as a start without the right one creates no file.
 */
@Component
@DependsOn("keys")
class FileKey {

	private static final int SHORTEST = 32;

	private static final int DISTINCT = 10;

	private final byte[] key;

	FileKey(AdminProperties properties, SecureRandom random) {
		this.key = read(properties, random).getBytes(StandardCharsets.UTF_8);
	}

	private static String read(AdminProperties properties, SecureRandom random) {
		if (properties.key() != null) {
			return checked(properties.key(), "hellwall.admin.key");
		}
		Path file = properties.keyFile();
		return checked(new SecretFile(file).readOrCreate(random), "the admin key in " + file);
	}

	private static String checked(String key, String source) {
		if (key.length() < SHORTEST || key.chars().distinct().count() < DISTINCT
				|| !key.chars().allMatch((it) -> it > ' ' && it < 127)) {
			throw new IllegalStateException(source + " must be " + SHORTEST
					+ " or more random printable characters without blanks, for example from 'openssl rand -hex 32'; no sample value");
		}
		return key;
	}

	/** Whether it is this key. Takes the same time for each wrong one. */
	boolean matches(String key) {
		return MessageDigest.isEqual(this.key, key.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Who may administer.
	 *
	 * @param key the key itself: 32 or more random characters
	 * @param keyFile the file that holds it where no key is given; made at the first
	 * start
	 */
	@ConfigurationProperties("hellwall.admin")
	record AdminProperties(@Nullable String key, Path keyFile) {

		@Override
		public String toString() {
			return "AdminProperties[redacted]";
		}

	}

}
