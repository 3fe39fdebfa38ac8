package io.hellwall.letter;

import io.hellwall.device.Language;

/**
 * What a mail says, in one language, twice: as text and as HTML.
 *
 * @param subject one line
 * @param text lines that end in a line feed, each as short as its longest word allows
 */
public record Letter(Language language, String subject, String text, String html) {

	/** It may hold a passcode. */
	@Override
	public String toString() {
		return "Letter[redacted]";
	}

}
