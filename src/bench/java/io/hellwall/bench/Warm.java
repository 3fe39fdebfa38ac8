package io.hellwall.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.hellwall.bench.Load.Client;
import org.jspecify.annotations.Nullable;

/** Makes services warm: only those that are equally warm can be compared. */
final class Warm {

	private static final Duration SAMPLE = Duration.ofMillis(100);

	/**
	 * The part of one processor that the compilers of the JVM may use in a window. Code
	 * that waits to be compiled can be equally slow in two windows.
	 */
	private static final double COMPILING = 0.1;

	private final Settings settings;

	private final Report report;

	Warm(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	/** Loads a service until it is steady, and reports it if it does not become so. */
	Curve untilSteady(String name, Service service, List<Client> clients) throws Exception {
		return untilSteady(name, service, clients, Duration.ZERO);
	}

	/** Loads it for that long at least. */
	Curve untilSteady(String name, @Nullable Service service, List<Client> clients, Duration least) throws Exception {
		double window = this.settings.window().toNanos() / 1e9;
		Curve curve = new Curve(window);
		try (Load load = Load.start(clients)) {
			double compiled = compilerSeconds(service);
			while (load.seconds() < this.settings.patience().toNanos() / 1e9) {
				load.pause(SAMPLE);
				curve.add(load.seconds(), load.count());
				if (curve.windowEnded()) {
					double before = compiled;
					compiled = compilerSeconds(service);
					if (compiled - before <= COMPILING * window && load.seconds() >= least.toSeconds()
							&& curve.steady()) {
						return curve;
					}
				}
			}
		}
		this.report.note("%s: not steady after %.1f s".formatted(name, curve.seconds()));
		return curve;
	}

	private static double compilerSeconds(@Nullable Service service) throws IOException {
		return (service != null) ? service.compilerSeconds() : 0;
	}

}
