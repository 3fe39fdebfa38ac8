package io.hellwall.letter;

import org.jspecify.annotations.Nullable;

/**
 * What stands for a placeholder.
 *
 * @param direction {@code ltr}, or {@code auto} where the text itself tells; null if it
 * is part of the sentence
 */
record Value(String text, @Nullable String direction) {

	private static final char LEFT_TO_RIGHT_ISOLATE = '\u2066';

	private static final char FIRST_STRONG_ISOLATE = '\u2068';

	private static final char POP_ISOLATE = '\u2069';

	static Value leftToRight(String text) {
		return new Value(text, "ltr");
	}

	static Value auto(String text) {
		return new Value(text, "auto");
	}

	static Value words(String text) {
		return new Value(text, null);
	}

	/**
	 * For plain text from right to left. Isolated (UAX #9), else the parts of an address
	 * would change places.
	 */
	String isolated() {
		if (this.direction == null) {
			return this.text;
		}
		return (this.direction.equals("ltr") ? LEFT_TO_RIGHT_ISOLATE : FIRST_STRONG_ISOLATE) + this.text + POP_ISOLATE;
	}

	/**
	 * The attribute {@code dir} isolates, and old mail programs know it, unlike
	 * {@code bdi}.
	 */
	String html() {
		String escaped = Markup.escaped(this.text);
		return (this.direction == null) ? escaped : "<span dir=\"" + this.direction + "\">" + escaped + "</span>";
	}

}
