package io.hellwall.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.hellwall.bench.Load.Client;
import org.HdrHistogram.Histogram;

/**
 * Requests that come when a schedule says, however long the ones before them take, as
 * those of many people do who do not know of each other. Latency counts from the moment
 * when a request was due: one that had to wait for a client counts its wait.
 */
final class ConstantRate {

	/** As many may be under way at once. */
	static final int CLIENTS = 64;

	/** Longer ones count as this long. */
	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

	private ConstantRate() {
	}

	static Histogram none() {
		return new Histogram(LONGEST_NANOS, 3);
	}

	/**
	 * Runs the schedule to its end.
	 * @return the latencies in nanoseconds
	 */
	static Histogram run(List<? extends Client> clients, int perSecond, Duration time) throws Exception {
		long requests = time.toMillis() * perSecond / 1000;
		long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
		AtomicLong next = new AtomicLong();
		try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
			List<Callable<Histogram>> runs = new ArrayList<>();
			for (Client client : clients) {
				runs.add(() -> {
					Histogram latencies = none();
					for (long i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
						long due = begin + TimeUnit.SECONDS.toNanos(i) / perSecond;
						TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
						client.next();
						latencies.recordValue(Math.min(System.nanoTime() - due, LONGEST_NANOS));
					}
					return latencies;
				});
			}
			Histogram all = none();
			for (Future<Histogram> run : threads.invokeAll(runs)) {
				all.add(run.get());
			}
			return all;
		}
	}

	/** Microseconds within which that part of all requests was answered. */
	static double micros(Histogram latencies, double percent) {
		return latencies.getValueAtPercentile(percent) / 1000.0;
	}

}
