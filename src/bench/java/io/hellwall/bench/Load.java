package io.hellwall.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Clients that each do one thing after the other, for a while. */
final class Load {

	/** Longer ones count as this long. */
	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

	private Load() {
	}

	/**
	 * Runs clients side by side.
	 * @param pause from the start of one thing to the start of the next, for each client;
	 * zero for none. A thing that begins late, because the one before took too long,
	 * counts from when it should have begun
	 */
	static Result run(int clients, Duration time, Duration pause, Callable<Client> maker) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
			List<Callable<Result>> runs = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				Client client = maker.call();
				runs.add(() -> run(client, time, pause));
			}
			Result all = Result.none();
			for (Future<Result> result : threads.invokeAll(runs)) {
				all.add(result.get());
			}
			return all;
		}
	}

	static Result run(int clients, Duration time, Callable<Client> maker) throws Exception {
		return run(clients, time, Duration.ZERO, maker);
	}

	private static Result run(Client client, Duration time, Duration pause) throws Exception {
		try (client) {
			Result result = Result.none();
			long begin = System.nanoTime();
			long end = begin + time.toNanos();
			long start = begin;
			while (start < end) {
				client.once();
				long now = System.nanoTime();
				result.latencies.recordValue(Math.min(now - start, LONGEST_NANOS));
				start = pause.isZero() ? now : start + pause.toNanos();
				if (start > now) {
					TimeUnit.NANOSECONDS.sleep(start - now);
				}
			}
			result.nanos = System.nanoTime() - begin;
			return result;
		}
	}

	/** Does one thing at a time. */
	interface Client extends AutoCloseable {

		/** Fails if it was not done as it should be: a fast refusal is no speed. */
		void once() throws Exception;

		@Override
		default void close() throws IOException {
		}

	}

	/** What came of it. */
	static final class Result {

		private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);

		private long nanos;

		static Result none() {
			return new Result();
		}

		/** Adds another one, which was measured at the same time. */
		void add(Result other) {
			this.latencies.add(other.latencies);
			this.nanos = Math.max(this.nanos, other.nanos);
		}

		/** Adds another one, which was measured at another time. */
		void append(Result other) {
			this.latencies.add(other.latencies);
			this.nanos += other.nanos;
		}

		long count() {
			return this.latencies.getTotalCount();
		}

		double perSecond() {
			return (this.nanos > 0) ? count() * 1e9 / this.nanos : 0;
		}

		/** In microseconds. */
		double percentile(double percent) {
			return this.latencies.getValueAtPercentile(percent) / 1000.0;
		}

	}

}
