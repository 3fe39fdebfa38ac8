package io.hellwall.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What counts as a form. */
class FormTest {

	@ParameterizedTest
	@CsvSource({ "a=b, b", "a=, ''", "b=c, ''", "'', ''", "a=b+c%2B%26%3D, b c+&=",
			"a=%C3%BC%F0%9F%94%91, \u00fc\ud83d\udd11", "x=1&a=b=c&y=2, b=c", "a=%0a%0D, '\n\r'", "%61=z, z" })
	void parseWhenItIsAFormThenGivesTheText(String body, String text) {
		assertThat(parse(body).text("a")).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a=b&", "&a=b", "a=b&&c=d", "a=1&a=2", "a=1&%61=2", "a=%", "a=%4", "a=%zz", "a=%00",
			"a=%u0041", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "a=\u00fc", "a= b", "a=\tb", "a=b\r\n", "{\"a\":\"b\"}" })
	void parseWhenItIsNoneThenRefusesWithoutRepeatingIt(String body) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(body))
			.withMessage("must be a form with each field once");
	}

	@ParameterizedTest
	@CsvSource({ "a=b&x, b", "x=%FF&a=b, b", "x=1&x=2&a=b, b", "&a=b&, b", "a, ''", "x=1, ''" })
	void parseWhenOnlySomeFieldsAreKnownThenIgnoresTheOthers(String body, String text) {
		Form form = Form.parse(body.getBytes(StandardCharsets.UTF_8), Set.of("a"));
		assertThat(form.text("a")).isEqualTo(text);
		assertThat(form.text("x")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a&a", "a=1&a=2", "a=1&%61=2", "a=%zz", "a=%00", "a=%FF", "a=\u00fc", "%FF=1", "a= b" })
	void parseWhenAKnownFieldIsNoneThenRefuses(String body) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Form.parse(body.getBytes(StandardCharsets.UTF_8), Set.of("a")));
	}

	@Test
	void toStringWhenItHoldsAPasswordThenDoesNotShowIt() {
		assertThat(parse("password=secret")).hasToString("Form[redacted]");
	}

	private static Form parse(String body) {
		return Form.parse(body.getBytes(StandardCharsets.UTF_8));
	}

}
