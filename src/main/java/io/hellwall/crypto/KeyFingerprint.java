package io.hellwall.crypto;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a server key and tells nothing about it: the first four bytes of its check value,
 * written as 8 hex digits.
 */
public record KeyFingerprint(int value) {

	private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

	static KeyFingerprint ofCheckValue(byte[] check) {
		return new KeyFingerprint(ByteBuffer.wrap(check).getInt());
	}

	/**
	 * Reads what {@link #toString} writes.
	 * @throws IllegalArgumentException if the text has another form
	 */
	public static KeyFingerprint parse(String text) {
		if (!FORM.matcher(text).matches()) {
			throw new IllegalArgumentException("must be 8 hex digits, as 'key list' prints them");
		}
		return new KeyFingerprint((int) HexFormat.fromHexDigitsToLong(text));
	}

	@Override
	public String toString() {
		return HexFormat.of().toHexDigits(this.value);
	}

}
