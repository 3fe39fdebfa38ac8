package io.hellwall.sqlite;

import java.time.Duration;
import java.util.stream.LongStream;

import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** Measures how long commits of a SQLite file take, and who waits for them. */
final class CommitMeter {

	private static final double[] SIZES = { 1, 2, 4, 8, 16, 32 };

	private static final Duration[] BOUNDS = LongStream.of(500, 1000, 2500, 5000, 10_000, 50_000, 250_000, 1_000_000)
		.mapToObj((micros) -> Duration.ofNanos(micros * 1000))
		.toArray(Duration[]::new);

	private final Meters meters;

	private final Timer commits;

	private final Timer waits;

	private final DistributionSummary sizes;

	private final Counter failures;

	/**
	 * @param store the name of the store
	 */
	CommitMeter(String store, Meters meters) {
		Tags tags = Tags.of("store", store);
		this.meters = meters;
		this.commits = meters.timer("hellwall.store.commit", "Time until a commit is on the disk", tags, BOUNDS);
		this.waits = meters.timer("hellwall.store.wait", "Time that a transaction waits for the one that writes", tags,
				BOUNDS);
		this.sizes = meters.sizes("hellwall.store.group.size", "Transactions that shared a commit", tags, SIZES);
		this.failures = meters.counter("hellwall.store.failures", "Commits that failed, with all that shared them",
				tags);
	}

	Timer.Sample begin() {
		return this.meters.begin();
	}

	void waited(Timer.Sample since) {
		since.stop(this.waits);
	}

	void committed(Timer.Sample since, int transactions) {
		since.stop(this.commits);
		this.sizes.record(transactions);
	}

	void failed() {
		this.failures.increment();
	}

}
