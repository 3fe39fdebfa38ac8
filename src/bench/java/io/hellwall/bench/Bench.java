package io.hellwall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.bench.Load.Client;
import io.hellwall.bench.Load.Result;
import io.hellwall.token.Seed;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import org.springframework.util.FileSystemUtils;

/**
 * Drives the packaged service, beside the floor and the machine itself, and writes what
 * came of it to {@code target/bench}. Everything that is compared is measured in turns.
 */
public final class Bench {

	private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();

	private static final int CLIENTS = 16;

	private static final int FEW_SESSIONS = 1_000;

	private static final int ROUNDS = 5;

	private static final int LOGGING_IN = 64;

	private final int sessions;

	/** The first ones; the others are renewed, so their first tokens are copies. */
	private final int verified;

	private final Duration time;

	private final int samples;

	private final Report report = new Report();

	private final Map<String, Double> machine = new LinkedHashMap<>();

	private Bench(int sessions, Duration time, int samples) {
		this.sessions = sessions;
		this.verified = sessions - 2 * CLIENTS;
		this.time = time;
		this.samples = samples;
	}

	/**
	 * Measures it all.
	 * @param args the number of sessions in the store, the seconds that each thing is
	 * measured for, and how often the time of a refusal is
	 */
	public static void main(String[] args) throws Exception {
		Bench bench = new Bench(Integer.parseInt(args[0]), Duration.ofSeconds(Integer.parseInt(args[1])),
				Integer.parseInt(args[2]));
		Locale.setDefault(Locale.ROOT);
		FileSystemUtils.deleteRecursively(FOLDER);
		Files.createDirectories(FOLDER);
		bench.machine();
		bench.starts();
		bench.services();
		String table = bench.report.write(FOLDER,
				"%d processors, Java %s, %s; %,d sessions".formatted(Runtime.getRuntime().availableProcessors(),
						Runtime.version(), System.getProperty("os.name"), bench.sessions));
		say("\n" + table + "\nThe plots are in target/bench/report.html");
	}

	private void machine() throws RunnerException {
		say("The machine itself");
		TimeValue time = TimeValue.milliseconds(Math.max(500, this.time.toMillis() / 5));
		for (RunResult result : new Runner(new OptionsBuilder().include(MachineBenchmark.class.getName())
			.forks(1)
			.warmupIterations(2)
			.warmupTime(time)
			.measurementIterations(3)
			.measurementTime(time)
			.jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
			.verbosity(VerboseMode.SILENT)
			.build()).run()) {
			this.machine.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
			this.report.figure("machine: " + result.getPrimaryResult().getLabel() + "/s",
					result.getPrimaryResult().getScore());
		}
	}

	private void services() throws Exception {
		say("Filling the stores");
		Path many = filled("many", this.sessions);
		Path few = filled("few", FEW_SESSIONS);
		try (Service service = Service.start(many);
				Service small = Service.start(few);
				Service floor = Service.startFloor(FOLDER.resolve("floor"))) {
			say("Verifying");
			verify(service, small, floor);
			allocation(service);
			say("Renewing");
			Result renewals = renewals(service);
			this.report.figure("renewals/s", renewals.perSecond());
			this.report.atLeast("renewals to durable commits", renewals.perSecond() / machine("durableCommit"), 0.5);
			say("Logging in");
			logins(service, many);
			say("Refusing");
			new Parity(service.port(), many.resolve("op_creds.db"), LOGGING_IN).measure(this.samples, this.report);
			this.report.figure("memory of the service at the end, MiB", service.resident() / 1048576.0);
		}
	}

	/** Only after {@code -Paot}. */
	private void starts() throws IOException, InterruptedException {
		if (!Service.trained()) {
			return;
		}
		say("Starting");
		Samples jar = new Samples(ROUNDS);
		Samples trained = new Samples(ROUNDS);
		Path folder = FOLDER.resolve("start");
		Service.start(folder).close();
		for (int round = 0; round < Math.min(ROUNDS, this.time.toSeconds()); round++) {
			try (Service service = Service.start(folder)) {
				jar.add((double) service.start().toMillis());
			}
			try (Service service = Service.startTrained(folder)) {
				trained.add((double) service.start().toMillis());
			}
		}
		this.report.figure("start of the jar to ready, ms", jar.median());
		this.report.figure("start with the AOT cache to ready, ms", trained.median());
		this.report.under("start with the AOT cache to that of the jar", trained.median() / jar.median(), 0.4);
	}

	private static Path filled(String name, int sessions) throws IOException, InterruptedException, SQLException {
		Path folder = FOLDER.resolve(name);
		Service.start(folder).close();
		new Seed(Service.KEY).fill(folder.resolve("op_creds.db"), sessions);
		return folder;
	}

	private void verify(Service service, Service small, Service floor) throws Exception {
		Map<String, Callable<Client>> clients = new LinkedHashMap<>();
		clients.put("verify", () -> Calls.verify(service.port(), this.verified));
		clients.put("the floor", () -> Calls.verify(floor.port(), this.verified));
		clients.put("verify, %,d sessions".formatted(FEW_SESSIONS), () -> Calls.verify(small.port(), FEW_SESSIONS));
		clients.put("verify, wrong token", () -> Calls.verifyWrong(service.port()));
		clients.put("verify, a connection each", () -> Calls.verifyOnce(service.port(), this.verified));
		clients.put("verify over TCP", () -> Calls.verifyTcp(service.requestPort(), this.verified));
		for (Callable<Client> client : clients.values()) {
			// Until it is compiled, which needs a processor too.
			Load.run(2, this.time.multipliedBy(2), client);
			Load.run(CLIENTS, this.time, client);
		}
		Map<String, Result> results = inTurns(clients);
		results.forEach((name, it) -> {
			this.report.figure(name + ", requests/s", it.perSecond());
			this.report.figure(name + ", 99 %, µs", it.percentile(99));
		});
		Result verify = result(results, "verify");
		Result bare = result(results, "the floor");
		double rate = verify.perSecond();
		this.report.atLeast("verify to the floor: throughput", rate / bare.perSecond(), 0.8);
		this.report.under("verify to the floor: 99th percentile", verify.percentile(99) / bare.percentile(99), 1.5);
		this.report.atLeast("verify with %,d sessions to %,d".formatted(this.sessions, FEW_SESSIONS),
				rate / result(results, "verify, %,d sessions".formatted(FEW_SESSIONS)).perSecond(), 0.95);
		this.report.atLeast("verify of a wrong token to that of a right one",
				result(results, "verify, wrong token").perSecond() / rate, 1);
		this.report.atLeast("TCP to HTTP, both a connection each", result(results, "verify over TCP").perSecond()
				/ result(results, "verify, a connection each").perSecond(), 1);
		this.report.plot("Latency of verify, by percentile",
				Map.of("verify", verify, "the floor", bare, "wrong token", result(results, "verify, wrong token")));
	}

	/** Each for a short while, then all again: what the machine does besides hits all. */
	private Map<String, Result> inTurns(Map<String, Callable<Client>> clients) throws Exception {
		Map<String, Result> results = new LinkedHashMap<>();
		List<Map.Entry<String, Callable<Client>>> order = new ArrayList<>(clients.entrySet());
		for (int round = 0; round < ROUNDS; round++) {
			for (Map.Entry<String, Callable<Client>> entry : order) {
				results.computeIfAbsent(entry.getKey(), (it) -> Result.none())
					.append(Load.run(CLIENTS, this.time.dividedBy(ROUNDS), entry.getValue()));
			}
			Collections.reverse(order);
		}
		return results;
	}

	private void allocation(Service service) throws Exception {
		long before = service.allocated();
		Result verified = Load.run(CLIENTS, this.time, () -> Calls.verify(service.port(), this.verified));
		this.report.figure("allocated by a verify, bytes", (service.allocated() - before) / (double) verified.count());
		this.report.figure("memory of the service after %,d verifications, MiB".formatted(verified.count()),
				service.resident() / 1048576.0);
	}

	/** The second half of them, for the first one is compiled meanwhile. */
	private Result renewals(Service service) throws Exception {
		AtomicInteger next = new AtomicInteger(this.verified);
		Load.run(CLIENTS, this.time.multipliedBy(2), () -> Calls.renew(service.port(), next));
		return Load.run(CLIENTS, this.time.multipliedBy(2), () -> Calls.renew(service.port(), next));
	}

	private void logins(Service service, Path folder) throws Exception {
		Duration pause = Duration.ofMillis(8);
		Callable<Client> verify = () -> Calls.verify(service.port(), this.verified);
		try (Outbox outbox = new Outbox(folder.resolve("outbox"))) {
			AtomicInteger account = new AtomicInteger();
			Callable<Client> login = () -> Calls.login(service.port(), account, outbox);
			Load.run(LOGGING_IN, this.time.multipliedBy(2), login); // until it is
																	// compiled
			account.set(0);
			Result quiet = Load.run(4, this.time, pause, verify);
			CompletableFuture<Result> logins = CompletableFuture.supplyAsync(() -> {
				try {
					return Load.run(LOGGING_IN, this.time.multipliedBy(2), login);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			Result meanwhile = Load.run(4, this.time, pause, verify);
			logins.get();
			this.report.figure("verify while nobody logs in, 99 %, µs", quiet.percentile(99));
			this.report.figure("verify while 64 log in, 99 %, µs", meanwhile.percentile(99));
			this.report.under("verify while 64 log in, to while nobody does: 99th percentile",
					meanwhile.percentile(99) / quiet.percentile(99), 3);
			this.report.plot("Latency of verify beside logins, by percentile",
					Map.of("nobody logs in", quiet, "64 log in", meanwhile));
			account.set(0);
			Result alone = Load.run(LOGGING_IN, this.time.multipliedBy(2), login);
			this.report.figure("logins, each of two hashes, /s", alone.perSecond());
			this.report.atLeast("hashes of logins to Argon2id on all cores",
					2 * alone.perSecond() / machine("argon2id"), 0.85);
		}
	}

	private double machine(String name) {
		return Objects.requireNonNull(this.machine.get(name), name);
	}

	private static Result result(Map<String, Result> results, String name) {
		return Objects.requireNonNull(results.get(name), name);
	}

	private static void say(String text) {
		System.out.println(text);
	}

}
