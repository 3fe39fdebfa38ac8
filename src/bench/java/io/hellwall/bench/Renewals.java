package io.hellwall.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.bench.Load.Client;

/**
 * Measures renewals, each of which is durable when it is answered, beside commits of one
 * thread.
 */
final class Renewals {

	private final Settings settings;

	private final Services services;

	private final Report report;

	Renewals(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		Service service = this.services.hellwall();
		AtomicInteger session = new AtomicInteger(this.settings.verified());
		List<Client> renew = Calls.several(() -> Calls.renew(service.port(), session.getAndIncrement()));
		Samples renewals = new Samples(this.settings.rounds());
		Samples commits = new Samples(this.settings.rounds());
		try (Client machine = Machine.durableCommit(Settings.FOLDER, this.settings.sessions())) {
			List<Client> commit = List.of(machine);
			Warm warm = new Warm(this.settings, this.report);
			warm.untilSteady("durable commits", null, commit, Duration.ZERO);
			warm.untilSteady("renewals", service, renew);
			for (int round = 0; round < this.settings.rounds(); round++) {
				commits.add(Load.perSecond(commit, this.settings.turn()));
				renewals.add(Load.perSecond(renew, this.settings.turn()));
			}
		}
		this.report.figure("renewals/s", renewals.median());
		this.report.figure("durable commits of one thread/s", commits.median());
		this.report.atLeast("renewals to durable commits of one thread", renewals.ratioTo(commits), 0.8);
	}

}
