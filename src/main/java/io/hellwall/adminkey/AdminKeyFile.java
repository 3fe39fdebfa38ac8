package io.hellwall.adminkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

import io.hellwall.crypto.SecretFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * The first admin key: from the settings, else from a file made at first start. It waits
 * for the server key, as a start without the right one creates no file. A file that
 * changes counts from the next request on.
 */
@Component
@DependsOn("keys")
public class AdminKeyFile {

	private static final Logger logger = LoggerFactory.getLogger(AdminKeyFile.class);

	private static final int SHORTEST = 32;

	private static final int DISTINCT = 10;

	/** Null if the key is in the settings. */
	private final @Nullable Path file;

	private final SecureRandom random;

	private volatile Read read;

	/** What was logged last, as anybody can have the file looked at. */
	private volatile String told = "";

	AdminKeyFile(AdminProperties properties, SecureRandom random) {
		this.file = (properties.key() == null) ? properties.keyFile() : null;
		this.random = random;
		this.read = (properties.key() != null)
				? new Read(checked(properties.key(), "hellwall.admin.key"), FileTime.fromMillis(0))
				: read(properties.keyFile());
	}

	/** Whether it is this key. Takes the same time for each wrong one. */
	public boolean matches(String key) {
		return MessageDigest.isEqual(current().key().getBytes(StandardCharsets.UTF_8),
				key.getBytes(StandardCharsets.UTF_8));
	}

	/** When the file was written; null if the key is in the settings. */
	public @Nullable Instant writtenAt() {
		return (this.file != null) ? current().writtenAt().toInstant() : null;
	}

	/**
	 * Puts another key into the file, in place of the old one.
	 * @return the file, for whoever may read it; null if the key is in the settings
	 */
	@Nullable Path replace() {
		if (this.file == null) {
			return null;
		}
		byte[] key = new byte[32];
		this.random.nextBytes(key);
		new SecretFile(this.file).replace(HexFormat.of().formatHex(key) + "\n");
		return this.file;
	}

	/**
	 * A file that cannot be used, such as one that others can read, does not take the key
	 * of before away: its holder must be able to correct it.
	 */
	private Read current() {
		Read last = this.read;
		if (this.file == null) {
			return last;
		}
		try {
			FileTime writtenAt = Files.getLastModifiedTime(this.file);
			if (!writtenAt.equals(last.writtenAt())) {
				last = new Read(last.key(), writtenAt);
				this.read = last; // so that a wrong file is read once
				last = read(this.file);
				this.read = last;
				this.told = "";
			}
		}
		catch (NoSuchFileException ex) {
			tell("it is missing");
		}
		catch (IOException | UncheckedIOException | IllegalStateException ex) {
			tell(String.valueOf(ex.getMessage()));
		}
		return last;
	}

	private void tell(String reason) {
		if (!reason.equals(this.told)) {
			this.told = reason;
			logger.warn("The admin key of before stays good until the next start, as its file cannot be used: {}",
					reason);
		}
	}

	private Read read(Path path) {
		String key = checked(new SecretFile(path).readOrCreate(this.random), "the admin key in " + path);
		try {
			return new Read(key, Files.getLastModifiedTime(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot read " + path + ": " + ex.getMessage(), ex);
		}
	}

	private static String checked(String key, String source) {
		if (key.length() < SHORTEST || key.chars().distinct().count() < DISTINCT
				|| !key.chars().allMatch((it) -> it > ' ' && it < 127)) {
			throw new IllegalStateException(source + " must be " + SHORTEST
					+ " or more random printable characters without blanks, for example from 'openssl rand -hex 32'; no sample value");
		}
		return key;
	}

	/** The key, and when its file was written. */
	private record Read(String key, FileTime writtenAt) {

		@Override
		public String toString() {
			return "Read[redacted]";
		}

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
