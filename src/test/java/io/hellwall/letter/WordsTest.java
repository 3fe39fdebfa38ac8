package io.hellwall.letter;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.hellwall.device.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That each language says all that English says, and nothing in English. */
class WordsTest {

	/** Formats and words for numbers: two languages may have the same. */
	private static final Predicate<String> OF_NUMBERS = Pattern.compile("(seconds|minutes|hours|time)\\..*")
		.asMatchPredicate();

	private static final Words ENGLISH = Words.of(Language.EN);

	@ParameterizedTest
	@EnumSource
	void fileWhenOfAnyLanguageThenHasTheSameTextsAndPlaceholders(Language language) {
		Set<String> keys = keys(language);
		assertThat(keys).isEqualTo(keys(Language.EN));
		Words words = Words.of(language);
		for (String key : keys) {
			assertThat(words.phrase(key).placeholders().collect(Collectors.toSet())).as(key)
				.isEqualTo(ENGLISH.phrase(key).placeholders().collect(Collectors.toSet()))
				.isSubsetOf(words.placeholders(key));
		}
	}

	@ParameterizedTest
	@EnumSource
	void fileWhenOfAnyLanguageThenHasAFormForEachNumber(Language language) {
		Words words = Words.of(language);
		Set<String> own = WordsFile.read("", BuiltIn.read(Words.file(language))).keySet();
		for (int count = 1; count <= 1000; count++) {
			assertThat(own).contains("minutes." + Plural.of(language, count).suffix());
		}
		assertThat(own.stream().filter((key) -> key.startsWith("minutes.")).map((key) -> key.substring(8)))
			.containsExactlyInAnyOrderElementsOf(own.stream()
				.filter((key) -> key.startsWith("hours."))
				.map((key) -> key.substring(6))
				.collect(Collectors.toSet()));
		assertThat(words.phrase("seconds.other").text()).contains("{count}");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EN")
	void textWhenOfAnotherLanguageThenNoEnglishIsLeft(Language language) {
		Words words = Words.of(language);
		Pattern english = Pattern.compile("(?i)\\b(the|your|if|not|somebody|password|passcode|login|logged)\\b");
		for (String key : keys(language)) {
			String text = words.phrase(key).text().replaceAll("\\{\\w+}", "");
			assertThat(text).as(key)
				.isNotEqualTo(ENGLISH.phrase(key).text().replaceAll("\\{\\w+}", ""))
				.doesNotContainPattern(english);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			DE; (?i)\\b(du|dich|dir|dein\\w*|euch|euer|eure\\w*)\\b
			FR; (?i)\\b(tu|te|ton|ta|tes|toi)\\b
			ES; (?i)\\b(t\u00fa|tu|tus|te|ti|contigo)\\b
			""")
	void textWhenItSpeaksToTheReaderThenIsFormal(Language language, Pattern familiar) {
		Words words = Words.of(language);
		keys(language).forEach((key) -> assertThat(words.phrase(key).text()).as(key).doesNotContainPattern(familiar));
	}

	/** A mail program must not begin a line with a colon. */
	@ParameterizedTest
	@EnumSource
	void textWhenPunctuatedThenStaysWithItsWord(Language language) {
		Words words = Words.of(language);
		for (String key : keys(language)) {
			assertThat(words.phrase(key).text()).as(key)
				.doesNotContainPattern(" [:;?!.,\u060c\u061b\u061f]|  |\\.\\.\\.|[\u202a-\u202e\u2066-\u2069]")
				.doesNotContainPattern((language == Language.FR) ? "[^\u00a0][:;?!]|'" : "\u00a0")
				.isEqualTo(words.phrase(key).text().strip());
		}
	}

	@ParameterizedTest
	@EnumSource(names = "AR")
	void textWhenArabicThenIsWrittenInArabicLetters(Language language) {
		Words words = Words.of(language);
		keys(language)
			.forEach((key) -> assertThat(words.phrase(key).text().replaceAll("\\{\\w+}|\\(MAC\\)", "")).as(key)
				.doesNotContainPattern("[A-Za-z]"));
	}

	/** Without the forms of words for numbers, which differ from language to language. */
	private static Set<String> keys(Language language) {
		Set<String> keys = new TreeSet<>(WordsFile.read("", BuiltIn.read(Words.file(language))).keySet());
		keys.removeIf(OF_NUMBERS);
		return keys;
	}

}
