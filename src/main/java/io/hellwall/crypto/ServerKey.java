package io.hellwall.crypto;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the server key from its text: 64 hex digits, or the Base64 of 32 bytes. */
final class ServerKey {

	static final int LENGTH = 32;

	private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

	/**
	 * The fewest different bytes, and the fewest different steps between neighbours, of a
	 * key. Of 10^20 random keys, less than one has fewer.
	 */
	private static final int DISTINCT = 12;

	private ServerKey() {
	}

	/**
	 * @param source where the text comes from, for the message
	 * @throws IllegalStateException if the text is not such a key or does not look
	 * random; the message does not repeat it
	 */
	static byte[] parse(String text, String source) {
		byte[] key = decode(text, source);
		if (key.length != LENGTH || distinct(key) < DISTINCT || distinct(steps(key)) < DISTINCT) {
			throw refused(source);
		}
		return key;
	}

	private static byte[] decode(String text, String source) {
		if (HEX.matcher(text).matches()) {
			return HexFormat.of().parseHex(text);
		}
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw refused(source);
		}
	}

	/** The differences between neighbours. In a key such as 00010203 all are the same. */
	private static byte[] steps(byte[] key) {
		byte[] steps = new byte[key.length - 1];
		for (int i = 0; i < steps.length; i++) {
			steps[i] = (byte) (key[i + 1] - key[i]);
		}
		return steps;
	}

	private static long distinct(byte[] key) {
		return IntStream.range(0, key.length).map((i) -> key[i]).distinct().count();
	}

	private static IllegalStateException refused(String source) {
		return new IllegalStateException(
				source + " must be 32 random bytes as 64 hex digits or Base64, for example from"
						+ " 'openssl rand -hex 32'; nothing shorter, no sample value");
	}

}
