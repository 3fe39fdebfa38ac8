package io.hellwall.moving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for many secrets in the bytes of a file, in one pass. Secrets of fewer than eight
 * bytes are left out: they are found by chance.
 */
final class ClearText {

	/** Secrets as text of one character a byte. */
	private final Map<Long, Set<String>> secretsByStart = new HashMap<>();

	ClearText(Collection<byte[]> secrets) {
		for (byte[] secret : secrets) {
			if (secret.length >= Long.BYTES) {
				long start = 0;
				for (int i = 0; i < Long.BYTES; i++) {
					start = start << Byte.SIZE | (secret[i] & 0xFF);
				}
				this.secretsByStart.computeIfAbsent(start, (it) -> new HashSet<>())
					.add(new String(secret, StandardCharsets.ISO_8859_1));
			}
		}
	}

	/**
	 * Forgets the secrets that occur in texts that are not secret: a password may be an
	 * address.
	 */
	void ignore(Collection<byte[]> texts) {
		for (byte[] text : texts) {
			List<String> found = find(text);
			this.secretsByStart.values().forEach((secrets) -> secrets.removeAll(found));
		}
	}

	boolean isIn(byte[] bytes) {
		return !find(bytes).isEmpty();
	}

	private List<String> find(byte[] bytes) {
		List<String> found = new ArrayList<>();
		long last = 0;
		for (int i = 0; i < bytes.length; i++) {
			last = last << Byte.SIZE | (bytes[i] & 0xFF);
			int from = i + 1 - Long.BYTES;
			for (String secret : this.secretsByStart.getOrDefault(last, Set.of())) {
				if (from >= 0 && from + secret.length() <= bytes.length
						&& new String(bytes, from, secret.length(), StandardCharsets.ISO_8859_1).equals(secret)) {
					found.add(secret);
				}
			}
		}
		return found;
	}

}
