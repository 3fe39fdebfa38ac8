import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service as a process of its own, on free ports and in a temporary folder. */
final class Service implements AutoCloseable {

	/** The cache is good only for a JVM with these options, which the README names. */
	private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

	/**
	 * Limits count but stop nobody, for few clients do here what many do elsewhere. A
	 * replaced token is a copy at once: else one had to wait for that.
	 */
	private static final List<String> SETTINGS = List.of("--server.port=0", "--management.server.port=0",
			"--hellwall.tcp.passcode-port=0", "--hellwall.tcp.login-port=0", "--hellwall.tcp.request-port=0",
			"--hellwall.limit.requests=9999999/1s", "--hellwall.limit.mails=9999999/1s",
			"--hellwall.limit.mails-in-all=9999999/1s", "--hellwall.limit.connections=9999999/1s",
			"--hellwall.passcode.max-per-hour=9999999", "--hellwall.token.overlap=0s");

	private static final Pattern READY = Pattern
		.compile("(?s)Pipe protocol on \\[\\S+?:(\\d+), \\S+?:(\\d+), \\S+?:(\\d+)].*"
				+ "Hellwall listens on (\\S+); health: (\\S+)\\R.*Admin key: ");

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: ([A-Z2-9]+)");

	private static final int START_SECONDS = 300;

	private static final int MAIL_SECONDS = 30;

	/** Includes the time to write the cache. */
	private static final int END_SECONDS = 240;

	/** What a JVM ends with after the signal to terminate. */
	private static final int TERMINATED = 128 + 15;

	private static final int LAST_LINES = 40;

	private final Path folder;

	private final Process process;

	private Service(Path folder, Process process) {
		this.folder = folder;
		this.process = process;
	}

	/** Starts the jar on that Java. At its end, it writes the cache. */
	static Service start(Path java, Path jar, Path cache, String trustedProxy) throws IOException {
		Path folder = Files.createTempDirectory("hellwall-training");
		List<String> command = new ArrayList<>();
		command.add(java.toString());
		command.addAll(JVM);
		// JDK 25 may find stored adapters to be others than it wants, and warn at each
		// start.
		command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching",
				"-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=error", "-jar", jar.toString()));
		command.addAll(SETTINGS);
		command.add("--hellwall.trusted-proxies=" + trustedProxy);
		command.add("--hellwall.data-dir=" + folder.resolve("data"));
		return new Service(folder,
				new ProcessBuilder(command).redirectErrorStream(true)
					.redirectOutput(folder.resolve("log").toFile())
					.start());
	}

	/** Waits until its log says that it listens. */
	Listens awaitReady() throws IOException, InterruptedException {
		for (long end = deadline(START_SECONDS); System.nanoTime() - end < 0; TimeUnit.MILLISECONDS.sleep(20)) {
			Matcher ready = READY.matcher(log());
			if (ready.find()) {
				return new Listens(Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)),
						Integer.parseInt(ready.group(3)), URI.create(ready.group(4)), ready.group(5));
			}
			if (!this.process.isAlive()) {
				throw new IllegalStateException("the service ended before it was ready");
			}
		}
		throw new IllegalStateException("the service was not ready within " + START_SECONDS + " s");
	}

	String adminKey() throws IOException {
		return Files.readString(this.folder.resolve("data/admin.key")).strip();
	}

	/** The passcode that was mailed to that address. Deletes all mails to it. */
	String passcode(String email) throws IOException, InterruptedException {
		for (long end = deadline(MAIL_SECONDS); System.nanoTime() - end < 0; TimeUnit.MILLISECONDS.sleep(5)) {
			String passcode = null;
			for (String mail : takeMails(email)) {
				Matcher matcher = PASSCODE.matcher(mail);
				passcode = matcher.find() ? matcher.group(1) : passcode;
			}
			if (passcode != null) {
				return passcode;
			}
		}
		throw new IllegalStateException("no passcode was mailed to " + email);
	}

	private List<String> takeMails(String email) throws IOException {
		List<String> mails = new ArrayList<>();
		for (Path file : files(this.folder.resolve("data/outbox"))) {
			try {
				String mail = file.toString().endsWith(".eml") ? Files.readString(file) : "";
				if (mail.contains("To: " + email)) {
					mails.add(mail);
					Files.delete(file);
				}
			}
			catch (NoSuchFileException ex) {
				// Another client took it.
			}
		}
		return mails;
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
	}

	/** Ends it as an operator does, and waits until the cache is written. */
	void end() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("the service did not end within " + END_SECONDS + " s");
		}
		if (this.process.exitValue() != TERMINATED) {
			throw new IllegalStateException("the service ended with status " + this.process.exitValue());
		}
	}

	private String log() throws IOException {
		return Files.readString(this.folder.resolve("log"));
	}

	String endOfLog() throws IOException {
		List<String> lines = log().lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
	}

	private static long deadline(int seconds) {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.destroyForcibly().waitFor();
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	/**
	 * Where it listens: three ports of the pipe protocol, the URL of HTTP and that of its
	 * health.
	 */
	record Listens(int passcodes, int logins, int requests, URI http, String health) {
	}

}
