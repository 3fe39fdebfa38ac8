package io.hellwall.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The fields of a form, as browsers and OAuth clients send them
 * ({@code application/x-www-form-urlencoded}, WHATWG URL §5), each of them once.
 */
public final class Form {

	private final Map<String, String> fields;

	private Form(Map<String, String> fields) {
		this.fields = fields;
	}

	/**
	 * Reads a body.
	 * @throws IllegalArgumentException if it is none of these, has a field twice, or a
	 * field that is not UTF-8 or holds a zero byte; the message does not repeat it
	 */
	public static Form parse(byte[] body) {
		return read(body, (name) -> true, false);
	}

	/**
	 * Reads some fields of a body by the same rules, and ignores the others. A name
	 * without {@code =} is a field without a value (RFC 6749 §3.2).
	 * @param known the names of the fields to read
	 */
	public static Form parse(byte[] body, Set<String> known) {
		return read(body, known::contains, true);
	}

	private static Form read(byte[] body, Predicate<String> known, boolean bareNames) {
		Map<String, String> fields = new HashMap<>();
		String text = new String(body, StandardCharsets.ISO_8859_1);
		for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
			int equals = pair.indexOf('=');
			String name = decode((equals >= 0) ? pair.substring(0, equals) : pair);
			if (!known.test(name)) {
				continue;
			}
			String value = (equals >= 0) ? decode(pair.substring(equals + 1)) : "";
			if ((equals < 0 && !bareNames) || fields.put(name, value) != null) {
				throw refused();
			}
		}
		return new Form(fields);
	}

	/** What stands in the field; empty if the form does not have it. */
	public String text(String name) {
		return this.fields.getOrDefault(name, "");
	}

	/**
	 * Reads a name or a value of a form.
	 * @throws IllegalArgumentException if it is none, is not UTF-8 or holds a zero byte;
	 * the message does not repeat it
	 */
	public static String decode(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		for (int i = 0; i < text.length(); i++) {
			char it = text.charAt(i);
			if (it == '%') {
				bytes.write(value(text, i + 1));
				i += 2;
			}
			else if (it > ' ' && it < 0x7F) {
				bytes.write((it == '+') ? ' ' : it);
			}
			else {
				throw refused();
			}
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw refused();
		}
	}

	private static int value(String text, int digits) {
		if (digits + 2 > text.length() || !HexFormat.isHexDigit(text.charAt(digits))
				|| !HexFormat.isHexDigit(text.charAt(digits + 1))) {
			throw refused();
		}
		int value = HexFormat.fromHexDigits(text, digits, digits + 2);
		if (value == 0) {
			throw refused();
		}
		return value;
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException("must be a form with each field once");
	}

	/** It may hold a password. */
	@Override
	public String toString() {
		return "Form[redacted]";
	}

}
