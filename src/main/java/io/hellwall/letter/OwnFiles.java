package io.hellwall.letter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import io.hellwall.letter.Occasion.Code;

/** The files that an operator put in the place of ours. They are read once, at start. */
final class OwnFiles {

	private static final Set<String> VARIABLES = Set.of("language", "direction", "subject", "service", "opening",
			"passcode", "passcodeLabel", "use", "details", "closings", "footer");

	/** Found in no template, so a letter that holds it holds the passcode. */
	private static final String SAMPLE = "ZZ7Q5X";

	private final Path folder;

	private final Map<String, String> contents;

	private OwnFiles(Path folder, Map<String, String> contents) {
		this.folder = folder;
		this.contents = contents;
	}

	/** Hidden files are left alone: version control and mounted volumes have some. */
	static OwnFiles in(Path folder) {
		Map<String, String> contents = new TreeMap<>();
		if (Files.exists(folder)) {
			try (Stream<Path> files = Files.list(folder)) {
				for (Path file : files.sorted().toList()) {
					String name = file.getFileName().toString();
					if (!name.startsWith(".")) {
						contents.put(name, read(file, name));
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(folder + " cannot be read", ex);
			}
		}
		return new OwnFiles(folder, contents);
	}

	private static String read(Path file, String name) {
		if (!BuiltIn.names().contains(name)) {
			throw new IllegalStateException(file + " has an unknown name: it may be one of " + BuiltIn.names());
		}
		try {
			return Files.readString(file);
		}
		catch (CharacterCodingException ex) {
			throw new IllegalStateException(file + " must be UTF-8", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + " cannot be read", ex);
		}
	}

	Map<String, String> contents() {
		return this.contents;
	}

	/**
	 * @throws IllegalStateException if the file of that language is wrong
	 */
	Words words(Words builtIn) {
		String name = Words.file(builtIn.language());
		String own = this.contents.get(name);
		return (own != null) ? builtIn.with(path(name), own) : builtIn;
	}

	/**
	 * Reads all of them, and writes letters with the templates.
	 * @throws IllegalStateException if one is wrong
	 */
	void check(LetterWriter writer) {
		for (Language language : Language.values()) {
			if (this.contents.containsKey(Words.file(language))) {
				writer.words(language);
			}
		}
		Map<String, String> templates = new TreeMap<>(this.contents);
		templates.keySet().retainAll(Set.of(Templates.TEXT, Templates.HTML));
		templates.forEach((name, content) -> new TemplateCheck(path(name), content, VARIABLES).run());
		if (!templates.isEmpty()) {
			tryOut(writer, templates.keySet());
		}
	}

	private void tryOut(LetterWriter writer, Set<String> templates) {
		Letter letter;
		try {
			letter = writer.write("passcode", Language.EN,
					new Occasion("alice@example.org", Instant.EPOCH, MacAddress.parse("aa:bb:cc:dd:ee:ff"),
							Network.only(IpAddress.parse("192.0.2.1")), new Code(SAMPLE, Duration.ofMinutes(3))));
			writer.write("new-login", Language.AR, new Occasion("alice@example.org", Instant.EPOCH, null, null, null));
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException(path(String.valueOf(ex.getMessage())), ex.getCause());
		}
		for (String name : templates) {
			if (!(name.equals(Templates.TEXT) ? letter.text() : letter.html()).contains(SAMPLE)) {
				throw new IllegalStateException(path(name) + " must write ${passcode}");
			}
		}
	}

	private String path(String name) {
		return this.folder + File.separator + name;
	}

}
