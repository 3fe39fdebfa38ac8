package io.hellwall.chain;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.chain.ChainState.Link;

/**
 * The end of the audit chain at some time. Whoever keeps one elsewhere can show later
 * that nothing before it was removed or changed, even by somebody who has the server key.
 *
 * @param seq how many rows the chain had
 * @param seal of the newest one, in hexadecimal digits
 */
public record ChainHead(long seq, String seal) {

	private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

	static ChainHead of(Link link) {
		return new ChainHead(link.seq(), HexFormat.of().formatHex(link.seal()));
	}

	/**
	 * Reads what {@link #toString} gives.
	 * @throws IllegalArgumentException if it is something else
	 */
	public static ChainHead of(String text) {
		Matcher form = FORM.matcher(text);
		if (!form.matches()) {
			throw new IllegalArgumentException("must be a number, a colon and 64 hexadecimal digits");
		}
		return new ChainHead(Long.parseLong(form.group(1)), form.group(2));
	}

	@Override
	public String toString() {
		return this.seq + ":" + this.seal;
	}

}
