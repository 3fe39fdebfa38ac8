package io.hellwall.guess;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the next guess has to wait after failures in a row: not at all after the first
 * nine, 30 s after the tenth, then twice as long each time, up to an hour.
 */
final class BackOff {

	private static final int FAILURES_WITHOUT_DELAY = 9;

	private static final Duration FIRST_DELAY = Duration.ofSeconds(30);

	private static final Duration LONGEST_DELAY = Duration.ofHours(1);

	private BackOff() {
	}

	/**
	 * When the next guess may be made; not after {@code now} if at once.
	 * @param failures in a row, at least one
	 * @param now when the last of them happened
	 */
	static Instant nextGuess(int failures, Instant now) {
		int delayed = failures - FAILURES_WITHOUT_DELAY;
		if (delayed <= 0) {
			return now;
		}
		// Seven doublings are more than an hour; more of them could overflow.
		Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(delayed - 1, 7));
		return now.plus((delay.compareTo(LONGEST_DELAY) < 0) ? delay : LONGEST_DELAY);
	}

}
