package io.hellwall.guess;

import java.util.Optional;
import java.util.function.Supplier;

import io.hellwall.TestClock;
import io.hellwall.account.Accounts;
import io.hellwall.account.Candidate;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.password.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/** What is done in the hashing slot of a password, and in which order. */
class PasswordChecksTest {

	private final Accounts accounts = mock(Accounts.class);

	private final Guesses guesses = mock(Guesses.class);

	private final PasswordChecks checks = new PasswordChecks(this.accounts, this.guesses, new TestClock());

	@BeforeEach
	void know() {
		given(this.accounts.candidate(any())).willReturn(mock(Candidate.class));
	}

	@Test
	void checkWhenTheFirstWorkGivesTheResultThenNothingIsCounted() {
		given(this.accounts.withHashingSlot(anyBoolean(), any()))
			.willAnswer((call) -> Optional.of(call.getArgument(1, Supplier.class).get()));
		assertThat(check(() -> Optional.of("refused"))).contains("refused");
		verify(this.guesses, never()).count(any(), any(), any());
		verify(this.accounts, never()).authenticate(any(), any(), any());
	}

	@Test
	void checkWhenThereIsNoPlaceThenTheFirstWorkIsNotDone() {
		given(this.accounts.withHashingSlot(anyBoolean(), any())).willReturn(Optional.empty());
		assertThat(check(() -> {
			throw new AssertionError("work without a place");
		})).isEmpty();
	}

	private Optional<String> check(Supplier<Optional<String>> first) {
		return this.checks.check(EmailAddress.parse("alice@example.org"), Password.parse("any password"), null,
				new Device(MacAddress.parse("aa:bb:cc:dd:ee:ff"), IpAddress.parse("192.0.2.1")), first,
				(check) -> "checked");
	}

}
