package io.hellwall.device;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LanguageTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			fr                                  | FR
			DE-AT                               | DE
			ar-Latn-EG                          | AR
			es-419,es;q=0.9,en;q=0.8            | ES
			nl, de;q=0.5, fr;q=0.7              | FR
			de;q=0, en;q=0.1                    | EN
			*, es                               | ES
			""")
	void preferredWhenOneIsOursThenIsTheOneThatIsLikedBest(String header, Language language) {
		assertThat(Language.preferred(header)).isEqualTo(language);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "nl", "*", "fr;q=0", "fr;q=2", ",", "-", ";;", "<script>", "\u0000", "fr\r\nde" })
	void preferredWhenNoneIsOursOrItCannotBeReadThenIsNone(String header) {
		assertThat(Language.preferred(header)).isNull();
	}

	@Test
	void preferredWhenTheHeaderIsLongThenIsNotRead() {
		assertThat(Language.preferred("fr" + ",nl".repeat(66))).isEqualTo(Language.FR);
		assertThat(Language.preferred("fr" + ",nl".repeat(67))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nl", "english", "en-GB", "\u0130" })
	void parseWhenNoTagOfOursThenRefusesAndNamesThem(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Language.parse(text))
			.withMessage("must be one of: en, fr, ar, de, es");
	}

	@Test
	void parseWhenATagThenIsThatLanguage() {
		assertThat(Language.parse(" Ar ")).isEqualTo(Language.AR).hasToString("ar");
	}

}
