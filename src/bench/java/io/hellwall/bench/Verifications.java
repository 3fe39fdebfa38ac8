package io.hellwall.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.hellwall.bench.Load.Client;

/**
 * Measures how many verifications are answered when clients ask for as many as they get.
 */
final class Verifications {

	private static final String FEW = "verify, %,d sessions".formatted(Settings.FEW_SESSIONS);

	/** Enough to see what the memory of a service comes to. */
	private static final int MANY = 100_000;

	private final Settings settings;

	private final Services services;

	private final Report report;

	private final Map<String, Measured> all = new LinkedHashMap<>();

	Verifications(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		Service service = this.services.hellwall();
		Service floor = this.services.floor();
		byte[][] requests = Calls.verifications(this.settings.verified());
		byte[][] wrong = Calls.wrongVerifications();
		byte[][] tcp = Calls.tcpVerifications(this.settings.verified());
		int tcpPort = service.requestPort();
		List<Client> verify = List.of(new Crowd(service.port(), 200, requests));
		add("verify", service, verify);
		add("the floor", floor, List.of(new Crowd(floor.port(), 200, requests)));
		if (this.settings.sessions() > Settings.FEW_SESSIONS) {
			Service small = this.services.small();
			add(FEW, small, List.of(new Crowd(small.port(), 200, Calls.verifications(Settings.FEW_SESSIONS))));
		}
		add("gateway", service, List.of(new Crowd(service.port(), 200, Calls.questions(this.settings.verified()))));
		add("verify, wrong token", service, List.of(new Crowd(service.port(), 401, wrong)));
		add("verify, a connection each", service, Calls.several(() -> Calls.verifyOnce(service.port(), requests)));
		add("verify over TCP", service, Calls.several(() -> Calls.verifyTcp(tcpPort, tcp)));
		memory(service, verify);
		Warm warm = new Warm(this.settings, this.report);
		for (Map.Entry<String, Measured> entry : this.all.entrySet()) {
			warm.untilSteady(entry.getKey(), entry.getValue().service, entry.getValue().clients);
		}
		inTurns();
		allocation(service, verify);
		report();
	}

	private void add(String name, Service service, List<Client> clients) {
		this.all.put(name, new Measured(service, clients));
	}

	private void memory(Service service, List<Client> verify) throws Exception {
		int count = (int) Math.min(MANY, this.settings.time().toMillis() * MANY / 10_000);
		try (Load load = Load.start(verify)) {
			while (load.count() < count) {
				load.pause(Duration.ofMillis(10));
			}
		}
		this.report.atMost("resident memory after %,d verifications, MiB".formatted(count), service.resident(), 300);
	}

	private void inTurns() throws Exception {
		List<Measured> order = new ArrayList<>(this.all.values());
		for (int round = 0; round < this.settings.rounds(); round++) {
			for (Measured it : order) {
				it.measure(this.settings.turn());
			}
			Collections.reverse(order);
		}
	}

	private void allocation(Service service, List<Client> verify) throws Exception {
		long before = service.allocated();
		try (Load load = Load.start(verify)) {
			load.pause(this.settings.time());
			this.report.figure("allocated by a verify, bytes", (service.allocated() - before) / (double) load.count());
		}
	}

	private void report() {
		Map<String, Double> rates = new LinkedHashMap<>();
		this.all.forEach((name, it) -> {
			rates.put(name, it.rates.median());
			this.report.figure(name + ", requests/s", it.rates.median());
		});
		this.report.bars("Requests a second, steady", rates);
		this.report.figure("verify, processor time, µs", measured("verify").processor.median());
		this.report.figure("the floor, processor time, µs", measured("the floor").processor.median());
		this.report.atLeast("verify to the floor: throughput", ratio("verify", "the floor"), 0.8);
		this.report.ratio("verify to the floor: processor time",
				measured("verify").processor.ratioTo(measured("the floor").processor));
		if (this.all.containsKey(FEW)) {
			this.report.atLeast(
					"verify with %,d sessions to %,d".formatted(this.settings.sessions(), Settings.FEW_SESSIONS),
					ratio("verify", FEW), 0.95);
		}
		this.report.atLeast("gateway to verify", ratio("gateway", "verify"), 0.95);
		this.report.atLeast("verify of a wrong token to that of a right one", ratio("verify, wrong token", "verify"),
				1);
		this.report.atLeast("TCP to HTTP, both a connection each",
				ratio("verify over TCP", "verify, a connection each"), 1);
	}

	private double ratio(String name, String other) {
		return measured(name).rates.ratioTo(measured(other).rates);
	}

	private Measured measured(String name) {
		return Objects.requireNonNull(this.all.get(name), name);
	}

	/** What was measured of one kind of verification. */
	private static final class Measured {

		private final Service service;

		private final List<Client> clients;

		private final Samples rates = new Samples(9);

		/** Microseconds a request, of all processors. */
		private final Samples processor = new Samples(9);

		Measured(Service service, List<Client> clients) {
			this.service = service;
			this.clients = clients;
		}

		void measure(Duration time) throws Exception {
			Duration before = this.service.processorTime();
			Load load = Load.start(this.clients);
			try (load) {
				this.rates.add(load.perSecond(time));
			}
			this.processor.add(this.service.processorTime().minus(before).toNanos() / 1000.0 / load.count());
		}

	}

}
