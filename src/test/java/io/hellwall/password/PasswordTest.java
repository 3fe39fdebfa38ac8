package io.hellwall.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PasswordTest {

	private static final String ROCKET = "\ud83d\ude80";

	@ParameterizedTest
	@ValueSource(strings = { "x", ROCKET, "e\u0301", "\uac01", "\u1100\u1161\u11a8" })
	void parseWhenMoreThan128CharactersThenRefuses(String character) {
		assertThat(Password.parse(character.repeat(128)).length()).isEqualTo(128);
		refused(character.repeat(129));
	}

	@Test
	void parseWhenTwoKeyboardsTypeItThenIsTheSamePassword() {
		assertThat(Password.parse("Zoe\u0308 \u212b").text()).isEqualTo(Password.parse("Zo\u00eb \u00c5").text());
	}

	/** A ligature, full-width letters, a superscript: the same keys in another state. */
	@Test
	void parseWhenCharactersAreCompatibleThenIsTheSamePassword() {
		assertThat(Password.parse("\ufb01ne \uff41\uff42 x\u00b2").text())
			.isEqualTo(Password.parse("fine ab x2").text());
		assertThat(Password.parse("\ufdfa".repeat(7)).length()).isEqualTo(7 * 18);
		refused("\ufdfa".repeat(8));
	}

	@Test
	void formsWhenNothingIsCompatibleThenIsOne() {
		assertThat(Password.parse("Zoe\u0308 \u212b").forms()).containsExactly("Zo\u00eb \u00c5");
		assertThat(Password.parse("\ufb01ne").forms()).containsExactly("fine", "\ufb01ne");
	}

	@Test
	void parseWhenItHasBlanksAndCapitalsThenKeepsThem() {
		assertThat(Password.parse(" A|b\t\u0000").text()).isEqualTo(" A|b\t\u0000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\ud83d", "\ude80", "long enough \ud83d as it is", "\ude80\ud83d" })
	void parseWhenEmptyOrHalfASurrogatePairThenRefuses(String text) {
		refused(text);
	}

	@Test
	void parseWhenMegabytesLongThenRefuses() {
		refused("x".repeat(1_000_000));
	}

	@Test
	void toStringWhenCalledThenDoesNotShowThePassword() {
		assertThat(Password.parse("correct horse")).hasToString("Password[redacted]");
	}

	private static void refused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Password.parse(text))
			.withMessage("must have 1 to 128 characters of Unicode")
			.withNoCause();
	}

}
