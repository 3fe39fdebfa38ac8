package io.hellwall.pages;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.device.Language;

/** What pages say in one language. */
final class PageWords {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

	/**
	 * Around each value in a text from right to left (UAX #9): else the parts of an
	 * address would change places.
	 */
	private static final String ISOLATE = "\u2068";

	private static final String POP_ISOLATE = "\u2069";

	private final Language language;

	private final String service;

	private final Map<String, String> texts;

	private PageWords(Language language, String service, Map<String, String> texts) {
		this.language = language;
		this.service = service;
		this.texts = texts;
	}

	/**
	 * @param service how the service calls itself
	 */
	static PageWords of(Language language, String service) {
		Properties file = new Properties();
		try {
			file.load(new StringReader(PageFiles.text(language.tag() + ".properties")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, String> texts = new HashMap<>();
		file.forEach((key, text) -> texts.put(key.toString(), text.toString()));
		return new PageWords(language, service, texts);
	}

	Language language() {
		return this.language;
	}

	/** The texts as they stand in the file. */
	Map<String, String> texts() {
		return this.texts;
	}

	/** A text without placeholders but the name of the service. */
	String text(String key) {
		return text(key, Map.of());
	}

	/**
	 * A text with its values.
	 * @param values by the names of placeholders
	 */
	String text(String key, Map<String, String> values) {
		String text = Objects.requireNonNull(this.texts.get(key), key);
		return PLACEHOLDER.matcher(text).replaceAll((found) -> {
			String name = found.group(1);
			String value = name.equals("service") ? this.service : Objects.requireNonNull(values.get(name), name);
			return Matcher.quoteReplacement(this.language.rightToLeft() ? ISOLATE + value + POP_ISOLATE : value);
		});
	}

	/** All texts that have no placeholder but the name of the service, for templates. */
	Map<String, String> plain() {
		Map<String, String> plain = new HashMap<>();
		this.texts.forEach((key, text) -> {
			if (PLACEHOLDER.matcher(text).results().allMatch((found) -> found.group(1).equals("service"))) {
				plain.put(key, text(key));
			}
		});
		return plain;
	}

	/** A point in time, in UTC. */
	String time(Instant time) {
		return DateTimeFormatter.ofPattern(text("timePattern"), this.language.locale())
			.withZone(ZoneOffset.UTC)
			.format(time);
	}

}
