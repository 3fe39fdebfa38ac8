package io.hellwall.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files that pages are made of, in the jar. */
final class PageFiles {

	private PageFiles() {
	}

	static String text(String name) {
		try (InputStream file = Objects.requireNonNull(PageFiles.class.getResourceAsStream("/pages/" + name), name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
