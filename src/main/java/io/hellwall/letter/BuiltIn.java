package io.hellwall.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.hellwall.device.Language;

/** The files that the product brings, each of which an operator may replace. */
final class BuiltIn {

	private BuiltIn() {
	}

	static List<String> names() {
		return Stream
			.concat(Arrays.stream(Language.values()).map(Words::file), Stream.of(Templates.TEXT, Templates.HTML))
			.toList();
	}

	static String read(String file) {
		try (InputStream content = Objects.requireNonNull(BuiltIn.class.getResourceAsStream("/mail/" + file), file)) {
			return new String(content.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
