package io.hellwall.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.bench.Load.Client;
import org.HdrHistogram.Histogram;

/**
 * Measures whether a service stays as it is for a long time, while clients verify, some
 * renew and some log in: at half of the verifications that are steady beside the others.
 */
final class Soak {

	private static final int TURNS = 30;

	private static final int RENEWING = 4;

	private static final int LOGGING_IN = 2;

	private static final Duration BETWEEN_RENEWALS = Duration.ofMillis(40);

	private static final Duration BETWEEN_LOGINS = Duration.ofMillis(500);

	private final Settings settings;

	private final Services services;

	private final Report report;

	Soak(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		Service service = this.services.hellwall();
		byte[][] requests = Calls.verifications(this.settings.verified());
		new Warm(this.settings, this.report).untilSteady("verify", service,
				List.of(new Crowd(service.port(), 200, requests)));
		List<Client> verify = Calls.several(ConstantRate.CLIENTS, () -> Calls.verify(service.port(), requests));
		AtomicInteger session = new AtomicInteger(this.settings.verified());
		List<Double> slow = new ArrayList<>();
		List<Double> memory = new ArrayList<>();
		try (Outbox outbox = new Outbox(this.services.store().resolve("outbox"))) {
			AtomicInteger account = new AtomicInteger();
			List<Client> others = new ArrayList<>(Calls.several(RENEWING,
					() -> paced(Calls.renew(service.port(), session.getAndIncrement()), BETWEEN_RENEWALS)));
			others.addAll(Calls.several(LOGGING_IN,
					() -> paced(Calls.login(service.port(), account.getAndIncrement(), outbox), BETWEEN_LOGINS)));
			int perSecond;
			try (Load load = Load.start(others)) {
				perSecond = (int) Load.perSecond(verify, this.settings.soakTurn()) / 2;
				for (int turn = 0; turn < TURNS; turn++) {
					Histogram latencies = ConstantRate.run(verify, perSecond, this.settings.soakTurn());
					slow.add(ConstantRate.micros(latencies, 99));
					memory.add(service.resident());
					load.pause(Duration.ZERO);
				}
				this.report.figure("renewals and halves of logins meanwhile, /s", load.count() / load.seconds());
			}
			report(perSecond, slow, memory);
		}
	}

	private void report(int perSecond, List<Double> slow, List<Double> memory) {
		String load = "%,d verifications a second for %d minutes".formatted(perSecond,
				this.settings.soakTurn().multipliedBy(TURNS).toMinutes());
		this.report.ratio(load + ": 99th percentile, last third to first", lastToFirst(slow));
		this.report.ratio(load + ": memory, last third to first", lastToFirst(memory));
		this.report.series("99th percentile of verify, µs, by turn", slow);
		this.report.series("Resident memory, MiB, by turn", memory);
	}

	private static double lastToFirst(List<Double> values) {
		int third = values.size() / 3;
		return median(values.subList(values.size() - third, values.size())) / median(values.subList(0, third));
	}

	private static double median(List<Double> values) {
		Samples samples = new Samples(values.size());
		values.forEach(samples::add);
		return samples.median();
	}

	private static Client paced(Client client, Duration pause) {
		return () -> {
			Thread.sleep(pause);
			return client.next();
		};
	}

}
