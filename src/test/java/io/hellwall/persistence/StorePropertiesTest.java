package io.hellwall.persistence;

import java.time.Duration;

import io.hellwall.persistence.StoreProperties.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StorePropertiesTest {

	@Test
	void limitsWhenNothingIsSetThenDefaults() {
		assertThat(DefaultLimits.LIMITS).isEqualTo(limits(1500, 300, 900, 1000));
	}

	@ParameterizedTest
	@CsvSource({ "300, 300, 900, 1000, validation-timeout that is shorter than its connection-timeout",
			"1500, 300, 1000, 1000, statement-timeout that is shorter than its socket-timeout",
			"1500, 300, 900, 1500, socket-timeout of whole seconds" })
	void limitsWhenTheyContradictEachOtherThenRefusedWithAMessage(long connection, long validation, long statement,
			long socket, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> limits(connection, validation, statement, socket))
			.withMessage("must have a " + message);
	}

	private static Postgres limits(long connection, long validation, long statement, long socket) {
		return new Postgres(10, Duration.ofMillis(connection), Duration.ofMillis(validation),
				Duration.ofMillis(statement), Duration.ofMillis(socket));
	}

}
