package io.hellwall.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends sessions that are too old or not used, and deletes those that have ended: a few at
 * a time, so that no login has to wait.
 */
@Component
class SessionPurge {

	/** Few, because the same statement also deletes the tokens of these sessions. */
	private static final int AT_ONCE = 25;

	private final SessionEnds ends;

	private final InstantSource time;

	SessionPurge(SessionEnds ends, InstantSource time) {
		this.ends = ends;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		Instant now = this.time.instant();
		untilNone((limit) -> this.ends.endTooOld(now, limit));
		untilNone((limit) -> this.ends.endIdle(now, limit));
		untilNone(this.ends::delete);
	}

	private static void untilNone(IntUnaryOperator step) {
		int done;
		do {
			done = step.applyAsInt(AT_ONCE);
		}
		while (done > 0);
	}

}
