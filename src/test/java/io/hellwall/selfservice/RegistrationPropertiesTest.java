package io.hellwall.selfservice;

import java.util.List;

import io.hellwall.account.EmailAddress;
import io.hellwall.selfservice.RegistrationProperties.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RegistrationPropertiesTest {

	@ParameterizedTest
	@CsvSource({ "alice@example.org, true", "alice@EXAMPLE.org, true", "alice@b\u00fccher.example, true",
			"alice@xn--bcher-kva.example, true", "alice@sub.example.org, false", "alice@notexample.org, false",
			"alice@example.org.evil.example, false" })
	void admitsWhenDomainsAreListedThenOnlyThose(String email, boolean admitted) {
		RegistrationProperties properties = new RegistrationProperties(Mode.DOMAINS,
				List.of("Example.org", "b\u00fccher.example"));
		assertThat(properties.admits(EmailAddress.parse(email))).isEqualTo(admitted);
	}

	@Test
	void admitsWhenOpenThenEverybodyAndWhenOffThenNobody() {
		EmailAddress alice = EmailAddress.parse("alice@example.org");
		assertThat(new RegistrationProperties(Mode.OPEN, List.of()).admits(alice)).isTrue();
		assertThat(new RegistrationProperties(Mode.OFF, List.of()).admits(alice)).isFalse();
	}

	@Test
	void newPropertiesWhenDomainsAndModeDisagreeThenRefuses() {
		assertThatIllegalStateException().isThrownBy(() -> new RegistrationProperties(Mode.DOMAINS, List.of()));
		assertThatIllegalStateException()
			.isThrownBy(() -> new RegistrationProperties(Mode.OPEN, List.of("example.org")));
		assertThatIllegalStateException()
			.isThrownBy(() -> new RegistrationProperties(Mode.DOMAINS, List.of("not a domain")));
	}

}
