package io.hellwall.letter;

import org.unbescape.html.HtmlEscape;

/** HTML that templates write as it is. Whoever makes one has escaped what it holds. */
record Markup(String html) {

	static String escaped(String text) {
		return HtmlEscape.escapeHtml4Xml(text);
	}

	@Override
	public String toString() {
		return this.html;
	}

}
