package io.hellwall.letter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.hellwall.device.Language;
import io.hellwall.letter.WordsFile.Line;

/**
 * The texts of one language: the operator's own, else those of the product, else the
 * English ones.
 */
final class Words {

	/** What a letter with a passcode says about it. */
	static final String USE = ".use";

	static final String TIME = "time.pattern";

	/** What every letter knows. */
	private static final Set<String> ALWAYS = Set.of("service", "email", "time");

	private static final Set<String> WITH_PASSCODE = Set.of("service", "email", "time", "passcode", "lifetime");

	private final Language language;

	private final Map<String, Phrase> phrases = new HashMap<>();

	private final DateTimeFormatter time;

	private Words(Language language) {
		this.language = language;
		add(builtIn(Language.EN));
		add(builtIn(language));
		this.time = formatter(phrase(TIME).text());
	}

	private Words(Words base, Map<String, Line> own) {
		this.language = base.language;
		this.phrases.putAll(base.phrases);
		add(own);
		this.time = formatter(phrase(TIME).text());
	}

	/** Those of the product. */
	static Words of(Language language) {
		return new Words(language);
	}

	/**
	 * The same with an operator's own instead of some.
	 * @throws IllegalStateException if the file is wrong
	 */
	Words with(String file, String content) {
		Map<String, Line> own = WordsFile.read(file, content);
		own.forEach((key, line) -> check(key, line, WordsFile.place(file, line.number())));
		return new Words(this, own);
	}

	/** The name of the file in the product, and of the one that an operator may write. */
	static String file(Language language) {
		return language.tag() + ".properties";
	}

	private static Map<String, Line> builtIn(Language language) {
		return WordsFile.read(file(language), BuiltIn.read(file(language)));
	}

	private void add(Map<String, Line> lines) {
		lines.forEach((key, line) -> this.phrases.put(key, line.phrase()));
	}

	private void check(String key, Line line, String place) {
		if (!this.phrases.containsKey(key)) {
			throw new IllegalStateException(place + "there is no text " + key);
		}
		if (key.equals(TIME)) {
			checkTime(line.phrase().text(), place);
			return;
		}
		Set<String> allowed = placeholders(key);
		line.phrase().placeholders().filter((name) -> !allowed.contains(name)).findFirst().ifPresent((name) -> {
			throw new IllegalStateException(place + "there is no {" + name + "} in " + key
					+ (allowed.isEmpty() ? "" : ", only " + allowed.stream().sorted().toList()));
		});
		if (key.endsWith(".subject") && line.phrase().text().isEmpty()) {
			throw new IllegalStateException(place + "a mail needs a subject");
		}
	}

	private void checkTime(String pattern, String place) {
		try {
			String sample = formatter(pattern).format(Instant.EPOCH);
			if (sample.contains("1970") && sample.contains("UTC")) {
				return;
			}
		}
		catch (IllegalArgumentException ex) {
			// Refused below, like every other pattern that tells no time.
		}
		throw new IllegalStateException(place + "must be a pattern of java.time with the year and 'UTC'");
	}

	/** The placeholders that a text may have. */
	Set<String> placeholders(String key) {
		int dot = key.indexOf('.');
		String kind = (dot > 0) ? key.substring(0, dot) : "";
		if (Set.of("seconds", "minutes", "hours").contains(kind)) {
			return Set.of("count");
		}
		if (this.phrases.containsKey(kind + ".subject")) {
			return this.phrases.containsKey(kind + USE) ? WITH_PASSCODE : ALWAYS;
		}
		return key.equals("footer") ? ALWAYS : Set.of();
	}

	Set<String> keys() {
		return this.phrases.keySet();
	}

	Language language() {
		return this.language;
	}

	Phrase phrase(String key) {
		Phrase phrase = this.phrases.get(key);
		if (phrase == null) {
			throw new IllegalStateException("there is no text " + key);
		}
		return phrase;
	}

	/** The paragraphs that end a letter; one that an operator emptied is left out. */
	List<Phrase> closings(String kind) {
		List<Phrase> closings = new ArrayList<>();
		for (int i = 1; this.phrases.containsKey(kind + ".closing." + i); i++) {
			closings.add(phrase(kind + ".closing." + i));
		}
		closings.removeIf((phrase) -> phrase.text().isEmpty());
		return closings;
	}

	String time(Instant at) {
		return this.time.format(at);
	}

	private DateTimeFormatter formatter(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, this.language.locale()).withZone(ZoneOffset.UTC);
	}

	/** In the largest unit that says it exactly. */
	String duration(Duration duration) {
		if (duration.toSecondsPart() != 0) {
			return count("seconds", duration.toSeconds());
		}
		return (duration.toMinutesPart() != 0) ? count("minutes", duration.toMinutes())
				: count("hours", duration.toHours());
	}

	private String count(String unit, long count) {
		return phrase(unit + "." + Plural.of(this.language, count).suffix())
			.plain(Map.of("count", Value.words(Long.toString(count))));
	}

}
