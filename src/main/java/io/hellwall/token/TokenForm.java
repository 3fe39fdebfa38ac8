package io.hellwall.token;

import java.util.HexFormat;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

/** Writes tokens for clients with their prefix, and reads them with or without it. */
@Component
public class TokenForm {

	private static final int DIGITS = 64;

	private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

	private final String prefix;

	TokenForm(TokenProperties properties) {
		this.prefix = properties.prefix();
	}

	/**
	 * Reads 64 lower-case hex digits, with the prefix before them or without.
	 * @throws IllegalArgumentException if the text is anything else; the message does not
	 * repeat it
	 */
	public BaseToken parse(String text) {
		// A prefix of hex digits may also be the beginning of a token without a prefix.
		boolean prefixed = text.length() > DIGITS && text.startsWith(this.prefix);
		String hex = prefixed ? text.substring(this.prefix.length()) : text;
		if (!HEX.matcher(hex).matches()) {
			throw new IllegalArgumentException("must be a token as it was given out");
		}
		return new BaseToken(HexFormat.of().parseHex(hex));
	}

	/**
	 * Reads what a client sent as its token. A text of another form is a token that
	 * nobody was given, and is refused like one.
	 */
	public BaseToken read(String text) {
		try {
			return parse(text);
		}
		catch (IllegalArgumentException ex) {
			return BaseToken.NOBODYS;
		}
	}

	/** The token prefix and 64 lower-case hex digits. */
	public String write(BaseToken token) {
		return this.prefix + token.hex();
	}

}
