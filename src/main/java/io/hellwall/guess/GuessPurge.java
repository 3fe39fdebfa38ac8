package io.hellwall.guess;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the failures of networks that have stopped, and places no longer known. */
@Component
class GuessPurge {

	/** Few enough rows for one statement, so that nobody has to wait for it. */
	private static final int AT_ONCE = 1000;

	/** After this time the failures of one strange network are forgotten. */
	private static final Duration NETWORKS_FORGOTTEN_AFTER = Duration.ofDays(1);

	/** After this time without another failure, all others are forgotten, too. */
	private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

	/** So many accounts are remembered that strangers guess at, real ones or not. */
	private static final int ACCOUNTS = 1_000_000;

	private final GuessRepository guesses;

	private final KnownPlaceRepository places;

	private final GuessProperties properties;

	private final InstantSource time;

	GuessPurge(GuessRepository guesses, KnownPlaceRepository places, GuessProperties properties, InstantSource time) {
		this.guesses = guesses;
		this.places = places;
		this.properties = properties;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		Instant now = this.time.instant();
		int deleted;
		do {
			deleted = this.guesses.deleteOlderThan(now.minus(NETWORKS_FORGOTTEN_AFTER).toEpochMilli(),
					GuessOrigin.ANY_STRANGER, AT_ONCE)
					+ this.guesses.deleteOlderThan(now.minus(FORGOTTEN_AFTER).toEpochMilli(), GuessOrigin.ANY, AT_ONCE)
					+ this.guesses.deleteBeyond(ACCOUNTS, AT_ONCE)
					+ this.places.deleteOlderThan(now.minus(this.properties.knownFor()).toEpochMilli(), AT_ONCE);
		}
		while (deleted > 0);
	}

}
