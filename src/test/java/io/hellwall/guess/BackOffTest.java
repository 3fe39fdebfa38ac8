package io.hellwall.guess;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 0", "8, 0", "9, 0", "10, 30", "11, 60", "12, 120", "13, 240", "14, 480", "15, 960",
			"16, 1920", "17, 3600", "18, 3600", "19, 3600", "64, 3600", "75, 3600", "98, 3600", "99, 3600", "100, 3600",
			"101, 3600", "2147483647, 3600" })
	void nextGuessWhenFailuresInARowThenWaits(int failures, long seconds) {
		assertThat(BackOff.nextGuess(failures, NOW)).isEqualTo(NOW.plus(Duration.ofSeconds(seconds)));
	}

}
