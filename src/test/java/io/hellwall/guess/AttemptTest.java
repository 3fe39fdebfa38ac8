package io.hellwall.guess;

import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.device.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptTest {

	/** One that waits is not among the failures that are counted. */
	@ParameterizedTest
	@CsvSource({ "false, 0, false, false", "false, 1, false, false", "false, 100, false, false",
			"false, 101, true, true", "false, 102, true, false", "false, 2147483647, true, false",
			"true, 0, false, false", "true, 99, false, false", "true, 100, true, false", "true, 101, true, false" })
	void guardedWhenAHundredFailedBeforeThenTrue(boolean waits, int failures, boolean guarded, boolean begins) {
		Attempt attempt = new Attempt(new AccountId(new UUID(1, 1)),
				new GuessOrigin.Stranger(Network.of("198.51.100.1")), waits, failures);
		assertThat(attempt.guarded()).isEqualTo(guarded);
		assertThat(attempt.beginsGuard()).isEqualTo(begins);
	}

}
