package io.hellwall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that was started from the packaged jar: the service itself, or the floor. */
final class Service implements AutoCloseable {

	static final String KEY = "77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	/** The heap that the README recommends. */
	private static final List<String> JVM = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

	private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

	private static final Pattern PIPES = Pattern.compile("Pipe protocol on \\[\\S+, \\S+, \\S+:(\\d+)]");

	private static final Path JAR = Path.of("target/hellwall.jar").toAbsolutePath();

	private static final Path CACHE = Path.of("target/hellwall/hellwall.aot").toAbsolutePath();

	private final Path folder;

	private final Process process;

	private final int port;

	/** From the start of the process until it was ready. */
	private final Duration start;

	private Service(Path folder, List<String> jvm, List<String> arguments) throws IOException, InterruptedException {
		this.folder = folder;
		Files.createDirectories(folder);
		Files.deleteIfExists(folder.resolve("gc"));
		Path portFile = folder.resolve("port");
		Files.deleteIfExists(portFile);
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(JVM);
		command.add("-Xlog:gc:file=" + folder.resolve("gc"));
		command.addAll(jvm);
		command.addAll(arguments);
		command.add("--server.port=0");
		command.add("--server.address=127.0.0.1");
		command.add("--spring.main.sources=org.springframework.boot.web.server.context.WebServerPortFileWriter");
		long begin = System.nanoTime();
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(folder.resolve("log").toFile());
		builder.environment().put("PORTFILE", portFile.toString());
		this.process = builder.start();
		this.port = awaitReady(portFile);
		this.start = Duration.ofNanos(System.nanoTime() - begin);
	}

	/** Starts the service on a store in that folder, which may be there already. */
	static Service start(Path folder) throws IOException, InterruptedException {
		return start(folder, List.of(), JAR);
	}

	/** Whether {@code -Paot} has made what {@link #startTrained} needs. */
	static boolean trained() {
		return Files.exists(CACHE);
	}

	/** Starts it as it was unpacked, with what the JVM learned in its training. */
	static Service startTrained(Path folder) throws IOException, InterruptedException {
		return start(folder, List.of("-XX:AOTCache=" + CACHE), CACHE.resolveSibling("hellwall.jar"));
	}

	private static Service start(Path folder, List<String> jvm, Path jar) throws IOException, InterruptedException {
		return new Service(folder, jvm, List.of("-jar", jar.toString(), "--hellwall.data-dir=" + folder,
				"--hellwall.key=" + KEY, "--management.server.port=0", "--hellwall.limit.enabled=false",
				"--hellwall.passcode.resend-interval=0s", "--hellwall.passcode.max-per-hour=1000000",
				"--hellwall.tcp.passcode-port=0", "--hellwall.tcp.login-port=0", "--hellwall.tcp.request-port=0"));
	}

	static Service startFloor(Path folder) throws IOException, InterruptedException {
		return new Service(folder,
				List.of("-cp", JAR.toString(), "-Dloader.path=" + Path.of("target/bench-classes").toAbsolutePath(),
						"-Dloader.main=io.hellwall.bench.Floor",
						"org.springframework.boot.loader.launch.PropertiesLauncher"),
				List.of());
	}

	int port() {
		return this.port;
	}

	/** Where it listens for verifications over TCP, as its log says. */
	int requestPort() {
		Matcher pipes = PIPES.matcher(log());
		if (!pipes.find()) {
			throw new IllegalStateException("it listens on no port for verifications over TCP");
		}
		return Integer.parseInt(pipes.group(1));
	}

	Duration start() {
		return this.start;
	}

	long pid() {
		return this.process.pid();
	}

	/** Bytes of memory that the process holds. */
	long resident() throws IOException {
		Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
			.matcher(Files.readString(Path.of("/proc/" + pid() + "/status")));
		return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
	}

	/** Bytes that were allocated until the last collection of garbage. */
	long allocated() throws IOException {
		long allocated = 0;
		long left = 0;
		Matcher pause = PAUSE.matcher(Files.readString(this.folder.resolve("gc")));
		while (pause.find()) {
			allocated += Long.parseLong(pause.group(1)) - left;
			left = Long.parseLong(pause.group(2));
		}
		return allocated * 1024 * 1024;
	}

	/** Returns its port, once it says there that it is ready. */
	private int awaitReady(Path portFile) throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			while (true) {
				if (!this.process.isAlive()) {
					throw new IllegalStateException("it ended:\n" + log());
				}
				String port = Files.exists(portFile) ? Files.readString(portFile).strip() : "";
				try {
					if (!port.isEmpty() && http.send(ready(port), BodyHandlers.discarding()).statusCode() == 200) {
						return Integer.parseInt(port);
					}
				}
				catch (IOException ex) {
					// It does not listen yet.
				}
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
	}

	private static HttpRequest ready(String port) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
	}

	private String log() {
		try {
			return Files.readString(this.folder.resolve("log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends it as an operator does. */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
