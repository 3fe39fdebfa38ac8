package io.hellwall.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.hellwall.bench.Load.Client;
import org.HdrHistogram.Histogram;

/**
 * Measures how long verifications take when a thousand come each second, which a service
 * answers without hurry: alone, and while others log in.
 */
final class Tails {

	private static final int PER_SECOND = 1_000;

	private static final String VERIFY = "verify";

	private static final String FLOOR = "the floor";

	private static final String BESIDE = "verify, 64 log in";

	private final Settings settings;

	private final Services services;

	private final Report report;

	private final Map<String, Histogram> latencies = new LinkedHashMap<>();

	private final Map<String, Samples> slow = new LinkedHashMap<>();

	Tails(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		Service service = this.services.hellwall();
		Service floor = this.services.floor();
		byte[][] requests = Calls.verifications(this.settings.verified());
		List<Client> verify = Calls.several(ConstantRate.CLIENTS, () -> Calls.verify(service.port(), requests));
		List<Client> bare = Calls.several(ConstantRate.CLIENTS, () -> Calls.verify(floor.port(), requests));
		Warm warm = new Warm(this.settings, this.report);
		warm.untilSteady(FLOOR, floor, List.of(new Crowd(floor.port(), 200, requests)));
		warm.untilSteady(VERIFY, service, List.of(new Crowd(service.port(), 200, requests)));
		try (Outbox outbox = new Outbox(this.services.store().resolve("outbox"))) {
			List<Client> logins = Logins.clients(service, outbox);
			warm.untilSteady("logins", service, logins);
			for (int round = 0; round < this.settings.longRounds(); round++) {
				turn(FLOOR, bare);
				turn(VERIFY, verify);
				try (Load load = Load.start(logins)) {
					load.pause(this.settings.turn());
					turn(BESIDE, verify);
				}
			}
		}
		report();
	}

	private void turn(String name, List<Client> clients) throws Exception {
		Histogram turn = ConstantRate.run(clients, PER_SECOND, this.settings.time());
		this.latencies.computeIfAbsent(name, (it) -> ConstantRate.none()).add(turn);
		this.slow.computeIfAbsent(name, (it) -> new Samples(this.settings.longRounds()))
			.add(ConstantRate.micros(turn, 99));
	}

	private void report() {
		this.latencies.forEach((name, it) -> {
			for (double percent : new double[] { 50, 99, 99.9 }) {
				this.report.figure(
						"%s, %,d a second, %s %%, µs".formatted(name, PER_SECOND,
								(percent < 99.5) ? "%.0f".formatted(percent) : percent),
						ConstantRate.micros(it, percent));
			}
		});
		this.report.atMost("verify to the floor, %,d a second: 99th percentile".formatted(PER_SECOND),
				slow(VERIFY).ratioTo(slow(FLOOR)), 1.5);
		this.report.atMost(
				"verify while 64 log in to while nobody does, %,d a second: 99th percentile".formatted(PER_SECOND),
				slow(BESIDE).ratioTo(slow(VERIFY)), 3);
		this.report.percentiles("Latency of verify, %,d a second, by percentile".formatted(PER_SECOND), this.latencies);
	}

	private Samples slow(String name) {
		return Objects.requireNonNull(this.slow.get(name), name);
	}

}
