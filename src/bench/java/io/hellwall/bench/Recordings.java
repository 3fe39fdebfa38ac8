package io.hellwall.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.hellwall.bench.Load.Client;
import io.hellwall.metrics.CountTable;
import io.hellwall.metrics.Edge;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;

/** Measures what it costs to count a verification, beside the verification itself. */
final class Recordings {

	private static final int ONCE = 1_000_000;

	private final Settings settings;

	private final Services services;

	private final Report report;

	Recordings(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		double verification = verification();
		double recording = recording();
		this.report.figure("a recording, processor time, ns", recording);
		this.report.atMost("a recording to a verification: processor time, %", 100 * recording / verification, 1);
	}

	/** Nanoseconds. */
	private double verification() throws Exception {
		Service service = this.services.hellwall();
		List<Client> verify = List.of(new Crowd(service.port(), 200, Calls.verifications(this.settings.verified())));
		new Warm(this.settings, this.report).untilSteady("verify", service, verify);
		Duration before = service.processorTime();
		Load load = Load.start(verify);
		try (load) {
			load.pause(this.settings.time());
		}
		return service.processorTime().minus(before).toNanos() / (double) load.count();
	}

	/** Nanoseconds, while all processors count the same at once. */
	private double recording() throws Exception {
		CountTable<Outcome, Edge> counts = new Meters().counts("bench", "bench", Outcome.class, Edge.class);
		int processors = Runtime.getRuntime().availableProcessors();
		double best = Double.MAX_VALUE;
		try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
			Callable<Boolean> work = () -> {
				for (int i = 0; i < ONCE; i++) {
					counts.add(Outcome.AUTHORIZED, Edge.API);
				}
				return true;
			};
			for (int round = 0; round < this.settings.rounds() + 5; round++) {
				long begin = System.nanoTime();
				for (var thread : threads.invokeAll(Stream.generate(() -> work).limit(processors).toList())) {
					thread.get();
				}
				best = Math.min(best, (System.nanoTime() - begin) / (double) ONCE);
			}
		}
		return best;
	}

	private enum Outcome implements Labels {

		AUTHORIZED, UNAUTHORIZED;

		@Override
		public Tags tags() {
			return Labels.of("outcome", this);
		}

	}

}
