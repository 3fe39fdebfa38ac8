package io.hellwall.account;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailAddressTest {

	private static final String LABEL = "d".repeat(63);

	@ParameterizedTest
	@CsvSource({ "Alice.B@Example.ORG, Alice.B@example.org", "a@B\u00dcCHER.example, a@xn--bcher-kva.example",
			"a@b\u00fccher.example, a@xn--bcher-kva.example", "a@bu\u0308cher.example, a@xn--bcher-kva.example",
			"a@XN--BCHER-KVA.example, a@xn--bcher-kva.example", "a@example\u3002org, a@example.org",
			"a@\uff45xample.org, a@example.org",
			"a+b/c=d!#$%&'*?^_`{|}~-@example.org, a+b/c=d!#$%&'*?^_`{|}~-@example.org", "a@localhost, a@localhost" })
	void parseWhenValidThenFoldsTheDomainAndKeepsTheLocalPart(String text, String value) {
		EmailAddress address = EmailAddress.parse(text);
		assertThat(address.value()).isEqualTo(value);
		assertThat(EmailAddress.parse(value)).isEqualTo(address);
		assertThat(address).hasToString("EmailAddress[redacted]");
	}

	@Test
	void keyWhenCaseDiffersThenIsTheSame() {
		assertThat(EmailAddress.parse("ALICE@Example.org").key()).isEqualTo("alice@example.org")
			.isEqualTo(EmailAddress.parse("alice@example.ORG").key());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "@", "a@", "@example.org", "a", "a@b@example.org", "a b@example.org", " a@example.org",
			"a@example.org ", "a@example.org\n", "a\r\nBcc:x@example.org", "a@example.org\r\nBcc: x@example.org",
			"a@example.org,b@example.org", "a@example.org;b", "a@exam\u0000ple.org", "<a@example.org>",
			"A <a@example.org>", "\"a b\"@example.org", "a@[127.0.0.1]", "a..b@example.org", ".a@example.org",
			"a.@example.org", "a@example..org", "a@.example.org", "a@example.org.", "a@-example.org", "a@example-.org",
			"a@exa_mple.org", "a@example.org(comment)", "a\u560d\u560aBcc:x@example.org", "b\u00fccher@example.org",
			"a\uff20example.org", "a@b\uff20example.org", "a@example\u2028.org", "a:b@example.org", "a\\@example.org",
			"a@\ud800.org", "a@fa\u00df.example", "a@fa\u1e9e.example", "a@a\u200db.example", "a@example.org\u0000" })
	void parseWhenNotValidThenRefusesAndDoesNotRepeatIt(String text) {
		refused(text);
	}

	static Stream<String> parseWhenAsLongAsAllowedThenAccepts() {
		return Stream.of("a".repeat(64) + "@example.org",
				"a@" + LABEL + "." + LABEL + "." + LABEL + "." + "d".repeat(60));
	}

	@ParameterizedTest
	@MethodSource
	void parseWhenAsLongAsAllowedThenAccepts(String text) {
		assertThat(EmailAddress.parse(text).value()).isEqualTo(text);
		refused("a" + text);
	}

	static Stream<String> parseWhenTooLongInAsciiThenRefuses() {
		return Stream.of("a@" + "d".repeat(64) + ".org", "a@" + ("\u00fc".repeat(40) + ".").repeat(6) + "org",
				"a@" + "\u00fc".repeat(63) + ".org", "a@" + "d.".repeat(100_000) + "org");
	}

	@ParameterizedTest
	@MethodSource
	void parseWhenTooLongInAsciiThenRefuses(String text) {
		refused(text);
	}

	private static void refused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse(text))
			.withMessage("must be a mail address such as name@example.org")
			.withNoCause();
	}

}
