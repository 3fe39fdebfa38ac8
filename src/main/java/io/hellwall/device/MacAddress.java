package io.hellwall.device;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Hardware address (EUI-48) of a network card, written {@code aa:bb:cc:dd:ee:ff}.
 *
 * @param value six pairs of lower-case hex digits, joined by colons
 */
public record MacAddress(@JsonValue String value) {

	private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

	private static final Pattern PAIRS = Pattern.compile("[0-9A-Fa-f]{2}([:-]?)(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}");

	private static final Pattern QUADS = Pattern.compile("[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2}");

	public MacAddress {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("must be a hardware address such as aa:bb:cc:dd:ee:ff");
		}
	}

	/**
	 * Reads {@code aa:bb:cc:dd:ee:ff}, {@code AA-BB-CC-DD-EE-FF}, {@code aabb.ccdd.eeff}
	 * and {@code AABBCCDDEEFF}, in either case, as the same address.
	 * @throws IllegalArgumentException if the text is none of these; the message does not
	 * repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static MacAddress parse(String text) {
		if (!PAIRS.matcher(text).matches() && !QUADS.matcher(text).matches()) {
			throw new IllegalArgumentException("must be a hardware address such as aa:bb:cc:dd:ee:ff");
		}
		String digits = text.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
		return new MacAddress(HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(digits)));
	}

	/** The six bytes of the address, in the order they are written. */
	public byte[] bytes() {
		return HexFormat.ofDelimiter(":").parseHex(this.value);
	}

}
