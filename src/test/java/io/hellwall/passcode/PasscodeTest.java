package io.hellwall.passcode;

import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PasscodeTest {

	@ParameterizedTest
	@ValueSource(ints = { Passcode.SHORT, Passcode.LONG })
	void randomWhenCalledThenUsesThirtyTwoCharactersThatNobodyMistakes(int length) {
		SecureRandom random = new SecureRandom();
		Set<Character> seen = new TreeSet<>();
		for (int i = 0; i < 1000; i++) {
			String text = Passcode.random(random, length).text();
			assertThat(text).hasSize(length);
			text.chars().forEach((character) -> seen.add((char) character));
		}
		assertThat(seen.stream().map(String::valueOf).collect(Collectors.joining()))
			.isEqualTo("23456789ABCDEFGHJKLMNPQRSTUVWXYZ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "K7M2QX", "k7m2qx", "K7m2Qx" })
	void parseWhenEitherCaseThenIsTheSame(String text) {
		assertThat(Passcode.parse(text).text()).isEqualTo("K7M2QX");
	}

	@Test
	void parseWhenLongThenIsTheSame() {
		assertThat(Passcode.parse("k7m2qxK7M2QXK7m2").text()).isEqualTo("K7M2QXK7M2QXK7M2").hasSize(Passcode.LONG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "K7M2Q", "K7M2QXX", "K7M2QXK7M2QXK7M", "K7M2QXK7M2QXK7M2Q", "K7M2QXK7M2QXK7M0",
			"K7M2-QXK7-M2QX-K7M2", "K7M2QI", "K7M2QO", "K7M2Q0", "K7M2Q1", "K7M2Q ", "K7M2QX\n", "\u00dfABCD",
			"\u017fABCDE", "\ufb00ABCD", "\uff2b7M2QX", "K7M2Q\u0131" })
	void parseWhenNotValidThenRefusesAndDoesNotRepeatIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Passcode.parse(text))
			.withMessage("must be the 6 or 16 letters and digits from the mail");
	}

	@Test
	void toStringWhenCalledThenDoesNotShowThePasscode() {
		assertThat(Passcode.parse("K7M2QX")).hasToString("Passcode[redacted]");
	}

}
