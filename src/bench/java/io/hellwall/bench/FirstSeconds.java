package io.hellwall.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.hellwall.bench.Load.Client;

/**
 * Measures what clients see of a service that has just become ready, until it is steady.
 */
final class FirstSeconds {

	private final Settings settings;

	private final Services services;

	private final Report report;

	private final Warm warm;

	FirstSeconds(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
		this.warm = new Warm(settings, report);
	}

	/** In turns; the last service that was started stays, for other parts. */
	void measure() throws Exception {
		byte[][] requests = Calls.verifications(this.settings.verified());
		// What sends the requests must be warm already.
		Service floor = this.services.floor();
		this.warm.untilSteady("the floor", floor, List.of(new Crowd(floor.port(), 200, requests)));
		Map<Form, Cold> cold = new EnumMap<>(Form.class);
		Map<String, Curve> curves = new LinkedHashMap<>();
		for (int round = 1; round <= this.settings.coldStarts(); round++) {
			for (Form form : Form.ofHellwall()) {
				boolean last = round == this.settings.coldStarts() && form == Form.best();
				Curve curve = curve(form, requests, last);
				cold.computeIfAbsent(form, (it) -> new Cold()).add(curve, this.settings.firstSeconds());
				curves.put(form + ", " + round, curve);
			}
		}
		cold.forEach((form, it) -> {
			String answered = "answered in the first %d s, %s, to as long of the steady rate"
				.formatted(this.settings.firstSeconds(), form);
			if (form == Form.PACKAGED) {
				this.report.atLeast(answered, it.ratios.median(), 0.6);
			}
			else {
				this.report.ratio(answered, it.ratios.median());
			}
			this.report.figure(form + ": requests/s in the first %d s".formatted(this.settings.firstSeconds()),
					it.first.median());
			this.report.figure(form + ": seconds until 80 % of the steady rate", it.warming.median());
			this.report.figure(form + ": steady requests/s", it.steady.median());
		});
		this.report.curves("Requests a second after the start", curves, 2 * this.settings.firstSeconds());
	}

	private Curve curve(Form form, byte[][] requests, boolean keep) throws Exception {
		Service service = form.start(this.services.store());
		try {
			List<Client> clients = List.of(new Crowd(service.port(), 200, requests));
			return this.warm.untilSteady("verify, " + form, service, clients,
					Duration.ofSeconds(2L * this.settings.firstSeconds()));
		}
		finally {
			if (keep) {
				this.services.keep(service);
			}
			else {
				service.close();
			}
		}
	}

	/** Of one form, in all turns. */
	private static final class Cold {

		private final Samples ratios = new Samples(3);

		private final Samples first = new Samples(3);

		private final Samples warming = new Samples(3);

		private final Samples steady = new Samples(3);

		void add(Curve curve, int firstSeconds) {
			this.ratios.add(curve.rate(0, firstSeconds) / curve.steadyRate());
			this.first.add(curve.rate(0, firstSeconds));
			this.warming.add(curve.untilRate(0.8 * curve.steadyRate()));
			this.steady.add(curve.steadyRate());
		}

	}

}
