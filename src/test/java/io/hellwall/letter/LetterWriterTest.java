package io.hellwall.letter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import io.hellwall.letter.Occasion.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What letters say, in each language. */
class LetterWriterTest {

	private static final LetterWriter LETTERS = new LetterWriter("Hellwall & Co", Path.of("nowhere"));

	private static final String EMAIL = "alice.<b>@example.org";

	private static final String PASSCODE = "7KX2QD";

	private static final Instant AT = Instant.parse("2026-03-02T09:05:07Z");

	private static final Pattern ISOLATES = Pattern.compile("[\u2066\u2068\u2069]");

	@ParameterizedTest
	@EnumSource
	void writeWhenOfAnyKindThenTextAndHtmlSayTheSame(Language language) {
		for (String kind : kinds()) {
			Letter letter = write(kind, language);
			assertThat(plain(letter.html())).as(kind).isEqualTo(words(ISOLATES.matcher(letter.text()).replaceAll("")));
			assertThat(letter.subject()).as(kind).contains("Hellwall & Co").doesNotContainPattern("\\p{C}");
		}
	}

	@ParameterizedTest
	@EnumSource
	void writeWhenOfAnyKindThenTellsWhoWhereAndWhen(Language language) {
		for (String kind : kinds()) {
			Letter letter = write(kind, language);
			for (String part : List.of(letter.text(), plain(letter.html()))) {
				assertThat(part).as(kind)
					.contains(EMAIL, "00:1b:44:11:3a:b7", "192.0.2.1", "2026", "09:05:07 UTC")
					.doesNotContainPattern("[{}]|\\[\\[|th:");
			}
			assertThat(letter.html()).as(kind).doesNotContain("<b>@", "http", "<img", "<style", "<script");
		}
	}

	/** RFC 5322 §2.1.1 recommends 78. */
	@ParameterizedTest
	@EnumSource
	void writeWhenTextThenLinesAreShortAndEndWithoutBlanks(Language language) {
		for (String kind : kinds()) {
			String text = write(kind, language).text();
			assertThat(text.lines()).as(kind).allMatch((line) -> line.length() <= 78 && line.equals(line.strip()));
			assertThat(text).as(kind).doesNotContain("\n\n\n", "\r").endsWith("\n").isEqualTo(text.strip() + "\n");
		}
	}

	/** Whoever copies the line must not copy anything invisible. */
	@ParameterizedTest
	@EnumSource
	void writeWhenWithAPasscodeThenItEndsALineOfItsOwn(Language language) {
		for (String kind : kinds()) {
			Letter letter = write(kind, language);
			boolean brings = Words.of(language).keys().contains(kind + Words.USE);
			String label = Words.of(language).phrase("label.passcode").text();
			assertThat(letter.text().lines().filter((line) -> line.contains(PASSCODE))).as(kind)
				.containsExactly(brings ? new String[] { label + " " + PASSCODE } : new String[0]);
			assertThat(letter.html().contains(">" + PASSCODE + "<")).as(kind).isEqualTo(brings);
		}
	}

	@ParameterizedTest
	@EnumSource
	void writeWhenHtmlThenNamesLanguageAndDirectionAndIsolatesValues(Language language) {
		String html = write("passcode", language).html();
		String direction = (language == Language.AR) ? "rtl" : "ltr";
		assertThat(html).contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">",
				"<div lang=\"" + language + "\" dir=\"" + direction + "\" ",
				"<span dir=\"ltr\">alice.&lt;b&gt;@example.org</span>", "<span dir=\"ltr\">00:1b:44:11:3a:b7</span>",
				"<span dir=\"ltr\">192.0.2.1</span>", "<span dir=\"auto\">Hellwall &amp; Co</span>",
				"<strong dir=\"ltr\"");
	}

	@ParameterizedTest
	@EnumSource
	void writeWhenTextThenIsolatesValuesFromRightToLeftOnly(Language language) {
		String text = write("passcode", language).text();
		if (language == Language.AR) {
			assertThat(text).contains("\u2066" + EMAIL + "\u2069", "\u206600:1b:44:11:3a:b7\u2069",
					"\u2066192.0.2.1\u2069", "\u2068Hellwall & Co\u2069");
		}
		else {
			assertThat(text).doesNotContainPattern(ISOLATES);
		}
	}

	@ParameterizedTest
	@CsvSource({ "EN,60,1 minute", "EN,180,3 minutes", "EN,90,90 seconds", "EN,1,1 second", "EN,3600,1 hour",
			"EN,5400,90 minutes", "FR,60,1 minute", "FR,180,3 minutes", "FR,7200,2 heures", "DE,60,1 Minute",
			"DE,180,3 Minuten", "DE,3600,1 Stunde", "ES,60,1 minuto", "ES,180,3 minutos", "ES,30,30 segundos",
			"AR,60,دقيقة واحدة", "AR,120,دقيقتين", "AR,180,3 دقائق", "AR,600,10 دقائق", "AR,660,11 دقيقة",
			"AR,5940,99 دقيقة", "AR,6060,101 دقيقة", "AR,6180,103 دقائق" })
	void durationWhenOfAnyLengthThenTheWordFitsTheNumber(Language language, long seconds, String words) {
		assertThat(Words.of(language).duration(Duration.ofSeconds(seconds))).isEqualTo(words);
		assertThat(write("passcode", language, Duration.ofSeconds(seconds)).text()).contains(words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			EN | 2 March 2026, 09:05:07 UTC
			FR | 2 mars 2026, 09:05:07 UTC
			AR | 2 مارس 2026، 09:05:07 UTC
			DE | 2. März 2026, 09:05:07 UTC
			ES | 2 de marzo de 2026, 09:05:07 UTC
			""")
	void timeWhenOfAnyLanguageThenIsWrittenAsThere(Language language, String time) {
		assertThat(Words.of(language).time(AT)).isEqualTo(time);
	}

	/** RFC 5321 allows 254 characters. */
	@Test
	void writeWhenAnAddressIsLongThenItStaysWhole() {
		String email = "a".repeat(242) + "@example.org";
		Letter letter = LETTERS.write("passcode", Language.EN,
				new Occasion(email, AT, null, null, new Code(PASSCODE, Duration.ofMinutes(3))));
		assertThat(letter.text()).contains("\n" + email + ":\n").doesNotContain("MAC");
	}

	static List<String> kinds() {
		return Words.of(Language.EN)
			.keys()
			.stream()
			.filter((key) -> key.endsWith(".subject"))
			.map((key) -> key.substring(0, key.length() - ".subject".length()))
			.sorted()
			.toList();
	}

	private static Letter write(String kind, Language language) {
		return write(kind, language, Duration.ofMinutes(3));
	}

	private static Letter write(String kind, Language language, Duration lifetime) {
		return LETTERS.write(kind, language,
				new Occasion(EMAIL, AT, MacAddress.parse("00:1b:44:11:3a:b7"),
						Network.only(IpAddress.parse("192.0.2.1")),
						Words.of(language).keys().contains(kind + Words.USE) ? new Code(PASSCODE, lifetime) : null));
	}

	/** What a browser shows of the body. */
	private static String plain(String html) {
		String body = html.substring(html.indexOf("<body")).replaceAll("<[^>]*>", "");
		return words(body.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;", "&"));
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
