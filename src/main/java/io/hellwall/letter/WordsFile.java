package io.hellwall.letter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code key = text} lines, which are the simple form of Java's properties files:
 * UTF-8, one line a text, no escapes, and {@code #} before comments.
 */
final class WordsFile {

	private WordsFile() {
	}

	/**
	 * The texts by their keys.
	 * @param name of the file, for messages
	 * @throws IllegalStateException if a line is wrong
	 */
	static Map<String, Line> read(String name, String content) {
		Map<String, Line> lines = new LinkedHashMap<>();
		List<String> all = content.lines().toList();
		for (int i = 0; i < all.size(); i++) {
			String line = all.get(i).strip();
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			int equals = line.indexOf('=');
			if (equals <= 0) {
				throw new IllegalStateException(place(name, i + 1) + "must be a key, '=' and a text");
			}
			String key = line.substring(0, equals).strip();
			String text = line.substring(equals + 1).strip();
			if (lines.put(key, new Line(i + 1, new Phrase(text))) != null) {
				throw new IllegalStateException(place(name, i + 1) + "has a key that was there before: " + key);
			}
		}
		return lines;
	}

	static String place(String file, int line) {
		return file + ", line " + line + ": ";
	}

	/** A text, and the number of its line. */
	record Line(int number, Phrase phrase) {
	}

}
