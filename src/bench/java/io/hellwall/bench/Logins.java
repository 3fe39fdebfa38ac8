package io.hellwall.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.bench.Load.Client;

/** Measures logins, which are two hashes of a password each, beside hashes alone. */
final class Logins {

	static final int CLIENTS = 64;

	private final Settings settings;

	private final Services services;

	private final Report report;

	Logins(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	/** One for each of the first accounts. */
	static List<Client> clients(Service service, Outbox outbox) throws Exception {
		AtomicInteger account = new AtomicInteger();
		return Calls.several(CLIENTS, () -> Calls.login(service.port(), account.getAndIncrement(), outbox));
	}

	void measure() throws Exception {
		Service service = this.services.hellwall();
		List<Client> machine = Machine.argon2id();
		int rounds = this.settings.longRounds();
		Samples logins = new Samples(rounds);
		Samples hashes = new Samples(rounds);
		try (Outbox outbox = new Outbox(this.services.store().resolve("outbox"))) {
			List<Client> clients = clients(service, outbox);
			new Warm(this.settings, this.report).untilSteady("logins", service, clients);
			for (int round = 0; round < rounds; round++) {
				hashes.add(Load.perSecond(machine, this.settings.window()));
				logins.add(Load.perSecond(clients, this.settings.time()));
			}
		}
		this.report.figure("logins, each of two hashes, /s", logins.median() / 2);
		this.report.figure("Argon2id on all cores, hashes/s", hashes.median());
		this.report.atLeast("hashes of logins to Argon2id on all cores", logins.ratioTo(hashes), 0.9);
		this.report.atMost("resident memory after %d clients logged in, MiB".formatted(CLIENTS), service.resident(),
				340);
	}

}
