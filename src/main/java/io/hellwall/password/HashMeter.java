package io.hellwall.password;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** Measures how long hashes take and wait. */
final class HashMeter {

	private static final Duration[] BOUNDS = Stream.of(10, 25, 50, 100, 250, 500, 1000, 2500)
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final Timer time;

	private final Counts<Asker> refusals;

	/**
	 * @param waiting the number of hashes that wait for a processor
	 */
	HashMeter(Meters meters, Supplier<Number> waiting) {
		this.time = meters.timer("hellwall.password.hash", "Time to hash or compare a password, without the wait",
				Tags.empty(), BOUNDS);
		this.refusals = meters.counts("hellwall.password.refusals",
				"Requests that were refused because too many passwords wait", Asker.class);
		meters.gauge("hellwall.password.waiting", "Hashes that wait for a processor", Tags.empty(), waiting);
	}

	<T> Callable<T> timed(Callable<T> hash) {
		return this.time.wrap(hash);
	}

	void refused(boolean known) {
		this.refusals.add(known ? Asker.KNOWN : Asker.STRANGER);
	}

	/** Who wanted a place. */
	private enum Asker implements Labels {

		/** Somebody at a place that the account logged in from, or an administrator. */
		KNOWN,

		STRANGER;

		@Override
		public Tags tags() {
			return Labels.of("asker", this);
		}

	}

}
