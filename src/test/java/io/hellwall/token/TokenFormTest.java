package io.hellwall.token;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenFormTest {

	private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

	@ParameterizedTest
	@ValueSource(strings = { "Awfer_hellwall_", "", "0", "0123", "ab-", "0123456789abcdef0123456789abcdef" })
	void parseWhenWrittenOrBareThenGivesTheToken(String prefix) {
		TokenForm form = form(prefix);
		assertThat(form.parse(HEX).hex()).isEqualTo(HEX);
		assertThat(form.write(form.parse(HEX))).isEqualTo(prefix + HEX);
		assertThat(form.parse(prefix + HEX)).isEqualTo(form.parse(HEX));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Awfer_hellwall_", "Awfer_hellwall_Awfer_hellwall_" + HEX, "awfer_hellwall_" + HEX,
			HEX + "0", HEX + "\n", " " + HEX, "0123456789ABCDEF" + "0123456789abcdef0123456789abcdef0123456789abcdef",
			"other_" + HEX })
	void parseWhenNotValidThenRefusesAndDoesNotRepeatIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> form("Awfer_hellwall_").parse(text))
			.withMessage("must be a token as it was given out")
			.withNoCause();
	}

	@Test
	void toStringWhenCalledThenDoesNotShowTheToken() {
		assertThat(form("").parse(HEX)).hasToString("BaseToken[redacted]");
	}

	private static TokenForm form(String prefix) {
		return new TokenForm(
				new TokenProperties(prefix, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofDays(1)));
	}

}
