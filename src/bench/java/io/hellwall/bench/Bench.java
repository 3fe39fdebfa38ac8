package io.hellwall.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.util.FileSystemUtils;

/**
 * Measures Hellwall beside the floor and the machine itself, part after part, and writes
 * what came of it to {@code target/bench}.
 */
public final class Bench {

	private Bench() {
	}

	/**
	 * Measures it.
	 * @param args the number of sessions in the store, the seconds that each thing is
	 * measured for, how often each refusal is timed, and the parts, separated by commas
	 */
	public static void main(String[] args) throws Exception {
		Locale.setDefault(Locale.ROOT);
		Duration time = Duration.ofMillis(Math.round(1000 * Double.parseDouble(args[1])));
		Settings settings = new Settings(Integer.parseInt(args[0]), time, Integer.parseInt(args[2]),
				Set.of(args[3].split(",")));
		FileSystemUtils.deleteRecursively(Settings.FOLDER);
		Files.createDirectories(Settings.FOLDER);
		Report report = new Report();
		String machine = "%d processors, Java %s, %s; %,d sessions; the service is started as %s".formatted(
				Runtime.getRuntime().availableProcessors(), Runtime.version(), System.getProperty("os.name"),
				settings.sessions(), Form.best());
		String table = "";
		try (Services services = new Services(settings)) {
			Map<String, Part> parts = parts(settings, services, report);
			if (!parts.keySet().containsAll(settings.parts())) {
				throw new IllegalArgumentException("bench.parts may be " + String.join(",", parts.keySet()));
			}
			parts.keySet().retainAll(settings.parts());
			for (Map.Entry<String, Part> part : parts.entrySet()) {
				long begin = System.nanoTime();
				part.getValue().measure();
				// Whatever fails later, this stays.
				table = report.write(Settings.FOLDER, machine);
				System.out
					.println(part.getKey() + ": " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
			}
		}
		System.out.println("\n" + table + "\nThe plots are in target/bench/report.html");
	}

	/** In the order in which they run: the first ones need services that are not warm. */
	private static Map<String, Part> parts(Settings settings, Services services, Report report) {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("start", () -> new Starts(settings, report).measure());
		parts.put("cold", () -> new FirstSeconds(settings, services, report).measure());
		parts.put("verify", () -> new Verifications(settings, services, report).measure());
		parts.put("metrics", () -> new Recordings(settings, services, report).measure());
		parts.put("tails", () -> new Tails(settings, services, report).measure());
		parts.put("gateway", () -> new Gateway(settings, services, report).measure());
		parts.put("renew", () -> new Renewals(settings, services, report).measure());
		parts.put("login", () -> new Logins(settings, services, report).measure());
		parts.put("parity",
				() -> new Parity(services.hellwall().port(), services.store().resolve("op_creds.db"), Logins.CLIENTS)
					.measure(settings.samples(), report));
		parts.put("soak", () -> new Soak(settings, services, report).measure());
		return parts;
	}

	private interface Part {

		void measure() throws Exception;

	}

}
