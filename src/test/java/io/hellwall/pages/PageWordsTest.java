package io.hellwall.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.hellwall.device.Language;
import io.hellwall.mail.NameProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That pages say the same in each language, and write nothing that is not escaped. */
class PageWordsTest {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

	private static final String HOSTILE = "<b>\"'&</b>";

	private static final PageWords ENGLISH = PageWords.of(Language.EN, "Hellwall");

	@ParameterizedTest
	@EnumSource
	void fileWhenOfAnyLanguageThenHasTheSameTextsAndPlaceholders(Language language) {
		Map<String, String> texts = PageWords.of(language, "Hellwall").texts();
		assertThat(new TreeSet<>(texts.keySet())).isEqualTo(new TreeSet<>(ENGLISH.texts().keySet()));
		texts.forEach((key, text) -> assertThat(placeholders(text)).as(key)
			.isEqualTo(placeholders(ENGLISH.texts().getOrDefault(key, ""))));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EN")
	void textWhenOfAnotherLanguageThenNoEnglishIsLeft(Language language) {
		Pattern english = Pattern.compile("(?i)\\b(the|your|if|not|password|passcode|sign|signed)\\b");
		PageWords.of(language, "").texts().forEach((key, text) -> {
			assertThat(text.replaceAll("\\{\\w+}", "")).as(key).doesNotContainPattern(english);
			if (!key.equals("service") && !key.equals("timePattern")) {
				assertThat(text).as(key).isNotEqualTo(ENGLISH.texts().get(key));
			}
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			DE; (?iU)\\b(du|dich|dir|dein\\w*|euch|euer|eure\\w*)\\b
			FR; (?iU)\\b(tu|te|ton|ta|tes|toi)\\b
			ES; (?iU)\\b(t\u00fa|tu|tus|te|ti|contigo)\\b
			""")
	void textWhenItSpeaksToTheReaderThenIsFormal(Language language, Pattern familiar) {
		PageWords.of(language, "")
			.texts()
			.forEach((key, text) -> assertThat(text).as(key).doesNotContainPattern(familiar));
	}

	/** A browser must not begin a line with a colon. */
	@ParameterizedTest
	@EnumSource
	void textWhenPunctuatedThenStaysWithItsWord(Language language) {
		PageWords.of(language, "").texts().forEach((key, text) -> {
			if (!key.equals("timePattern")) {
				assertThat(text).as(key)
					.doesNotContainPattern(" [:;?!.,\u060c\u061b\u061f]|  |\\.\\.\\.|[\u202a-\u202e\u2066-\u2069]")
					.doesNotContainPattern((language == Language.FR) ? "[^\u00a0][:;?!]|'" : "\u00a0")
					.isEqualTo(text.strip());
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenWrittenInAnyLanguageThenIsWholeAndEscaped(Language language) {
		PageWriter pages = new PageWriter(new NameProperties(HOSTILE));
		String direction = language.rightToLeft() ? "rtl" : "ltr";
		for (Page page : everyPage(pages, language)) {
			String html = new String(pages.html(page.with("notice", HOSTILE).alert(Trouble.NO_NEW_PASSWORD)),
					StandardCharsets.UTF_8);
			assertThat(html).as(page.template())
				.startsWith("<!DOCTYPE html>")
				.contains("<html lang=\"" + language.tag() + "\" dir=\"" + direction + "\">", "&lt;b&gt;&quot;",
						"role=\"alert\"", "role=\"status\"")
				.doesNotContain("<b>", "th:", "[[", "${", "null")
				.endsWith("</html>\n");
		}
	}

	private static List<Page> everyPage(PageWriter pages, Language language) {
		Map<String, Object> session = Stream.of("id", "device", "network", "opened", "lastSeen", "ends", "endIt")
			.collect(Collectors.toMap((it) -> it, (it) -> HOSTILE));
		session.put("current", false);
		return Stream
			.of("signin", "passcode", "ask", "old-password", "new-password", "signed-in", "message", "home", "me")
			.map((template) -> pages.page(template, "signInTitle", language)
				.with("text", HOSTILE)
				.with("rd", HOSTILE)
				.with("email", HOSTILE)
				.with("action", HOSTILE)
				.with("target", HOSTILE)
				.with("document", HOSTILE)
				.with("docs", HOSTILE)
				.with("others", true)
				.with("sessions", List.of(session))
				.with("languages", List.of(Map.of("tag", HOSTILE, "name", HOSTILE, "chosen", true))))
			.toList();
	}

	private static Set<String> placeholders(String text) {
		return PLACEHOLDER.matcher(text)
			.results()
			.map((found) -> found.group())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
