package io.hellwall.account;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PhoneNumberTest {

	@ParameterizedTest
	@CsvSource({ "+49 30 123456, +4930123456", "0049 (30) 123-456, +4930123456", "030/123.456, 030123456", "110, 110",
			"+123456789012345, +123456789012345" })
	void parseWhenWrittenAsPeopleDoThenAccepts(String text, String value) {
		PhoneNumber number = PhoneNumber.parse(text);
		assertThat(number.value()).isEqualTo(value);
		assertThat(number).hasToString("PhoneNumber[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "+", "00", "11", "+12", "1234567890123456", "12a4", "None", "+49+30123", "49+30123",
			"\u0661\u0662\u0663\u0664", "123\n", "123|456" })
	void parseWhenNotValidThenRefusesAndDoesNotRepeatIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumber.parse(text))
			.withMessage("must be a phone number such as +49 30 123456");
	}

}
