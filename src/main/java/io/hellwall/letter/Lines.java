package io.hellwall.letter;

import java.util.stream.Collectors;

/** Makes what a template gives fit for a mail that is read as plain text. */
final class Lines {

	/** RFC 5322 §2.1.1 recommends 78 at most; this leaves room for quoting it. */
	private static final int WIDTH = 72;

	private Lines() {
	}

	/** Breaks long lines between words, and leaves no two blank lines together. */
	static String wrapped(String text) {
		return text.strip()
			.lines()
			.map(Lines::wrappedLine)
			.collect(Collectors.joining("\n", "", "\n"))
			.replaceAll("\n{3,}", "\n\n");
	}

	private static String wrappedLine(String line) {
		StringBuilder lines = new StringBuilder();
		int column = 0;
		for (String word : line.strip().split(" ", -1)) { // not at the blanks that must
															// not
															// break
			int width = word.codePointCount(0, word.length());
			if (column > 0) {
				boolean fits = column + 1 + width <= WIDTH;
				lines.append(fits ? ' ' : '\n');
				column = fits ? column + 1 : 0;
			}
			lines.append(word);
			column += width;
		}
		return lines.toString();
	}

}
