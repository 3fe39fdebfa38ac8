package io.hellwall.crypto;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The file of server keys, one a line. The first one is active, the others are only
 * accepted. Each change replaces the whole file at once, so that a crash leaves the keys
 * of before or those of after.
 */
public final class KeyFile {

	private final @Nullable Path path;

	private final SecureRandom random;

	/**
	 * @param path null if the keys are in the settings, or in files of several nodes
	 */
	KeyFile(@Nullable Path path, SecureRandom random) {
		this.path = path;
		this.random = random;
	}

	/** Whether all keys of this installation are in this one file. */
	public boolean isUsed() {
		return this.path != null;
	}

	/** Reads the keys. Makes the file with one key if there is none. */
	KeyRing readOrCreate() {
		List<Keys> keys = lines().stream().map(this::keys).toList();
		if (keys.stream().map(Keys::fingerprint).distinct().count() < keys.size()) {
			throw new IllegalStateException(this.path + " has the same key in two lines: remove one of them");
		}
		return new KeyRing(keys.getFirst(), keys.subList(1, keys.size()));
	}

	/**
	 * Makes a key that is active from the next start on. The others stay behind it.
	 * @return the name of the new key
	 */
	public KeyFingerprint addActive() {
		byte[] key = new byte[ServerKey.LENGTH];
		this.random.nextBytes(key);
		List<String> lines = new ArrayList<>(lines());
		lines.addFirst(HexFormat.of().formatHex(key));
		write(lines);
		return new Keys(key).fingerprint();
	}

	/** Removes a key that is not active. */
	public void remove(KeyFingerprint key) {
		List<String> lines = new ArrayList<>(lines());
		String active = lines.removeFirst();
		lines.removeIf((line) -> keys(line).fingerprint().equals(key));
		lines.addFirst(active);
		write(lines);
	}

	private List<String> lines() {
		return file().readOrCreate(this.random).lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
	}

	private void write(List<String> lines) {
		file().replace(lines.stream().collect(Collectors.joining("\n", "", "\n")));
	}

	private Keys keys(String line) {
		return new Keys(ServerKey.parse(line, "the server key in " + this.path));
	}

	private SecretFile file() {
		return new SecretFile(Objects.requireNonNull(this.path));
	}

}
