package io.hellwall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that was started: Hellwall, or the floor. */
final class Service implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

	private static final Pattern PIPES = Pattern.compile("Pipe protocol on \\[\\S+, \\S+, \\S+:(\\d+)]");

	/** A thread that compiles: after its name, eleven fields and the times it used. */
	private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler.*\\) (?:\\S+ ){11}(\\d+) (\\d+) ");

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
	}

	private final Path folder;

	private final Process process;

	private final int port;

	/** From the start of the process until it was ready. */
	private final Duration start;

	/**
	 * Starts a server of Spring Boot and waits until {@code /readyz} says so.
	 * @param folder for its log
	 * @param command without the settings of its port
	 */
	Service(Path folder, List<String> command) throws IOException, InterruptedException {
		this.folder = folder;
		Path portFile = folder.resolve("port");
		Files.deleteIfExists(portFile);
		Files.deleteIfExists(folder.resolve("gc"));
		List<String> all = new ArrayList<>(command);
		all.add(1, "-Xlog:gc:file=" + folder.resolve("gc"));
		all.add("--server.port=0");
		all.add("--server.address=127.0.0.1");
		all.add("--spring.main.sources=org.springframework.boot.web.server.context.WebServerPortFileWriter");
		long begin = System.nanoTime();
		ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true)
			.redirectOutput(folder.resolve("log").toFile());
		builder.environment().put("PORTFILE", portFile.toString());
		this.process = builder.start();
		RUNNING.add(this.process);
		boolean ready = false;
		try {
			this.port = awaitReady(portFile, begin + PATIENCE.toNanos());
			ready = true;
		}
		finally {
			if (!ready) {
				close();
			}
		}
		this.start = Duration.ofNanos(System.nanoTime() - begin);
	}

	/** Runs a command to its end; returns how long it took. */
	static Duration run(Path folder, List<String> command) throws IOException, InterruptedException {
		long begin = System.nanoTime();
		Path log = folder.resolve("command");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		RUNNING.add(process);
		try {
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("it failed:\n" + Files.readString(log));
			}
			return Duration.ofNanos(System.nanoTime() - begin);
		}
		finally {
			process.destroy();
			RUNNING.remove(process);
		}
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

	/** MiB of memory that the process holds. */
	double resident() throws IOException {
		Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
			.matcher(Files.readString(Path.of("/proc/" + this.process.pid() + "/status")));
		return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : 0;
	}

	/** The time that the process used on all processors, to a hundredth of a second. */
	Duration processorTime() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/** The time that its JVM used to compile, in seconds. */
	double compilerSeconds() throws IOException {
		long ticks = 0;
		try (DirectoryStream<Path> threads = Files
			.newDirectoryStream(Path.of("/proc/" + this.process.pid() + "/task"))) {
			for (Path thread : threads) {
				Matcher compiler = COMPILER.matcher(Files.readString(thread.resolve("stat")));
				if (compiler.find()) {
					ticks += Long.parseLong(compiler.group(1)) + Long.parseLong(compiler.group(2));
				}
			}
		}
		return ticks / 100.0;
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
	private int awaitReady(Path portFile, long end) throws IOException, InterruptedException {
		byte[] ask = Connection.get("/readyz");
		while (System.nanoTime() < end) {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("it ended:\n" + log());
			}
			String written = Files.exists(portFile) ? Files.readString(portFile).strip() : "";
			if (!written.isEmpty()) {
				try (Connection connection = new Connection(Integer.parseInt(written))) {
					if (connection.send(ask) == 200) {
						return Integer.parseInt(written);
					}
				}
				catch (IOException ex) {
					// It does not listen yet.
				}
			}
			TimeUnit.MILLISECONDS.sleep(10);
		}
		throw new IllegalStateException("it was not ready after " + PATIENCE + ":\n" + log());
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
		RUNNING.remove(this.process);
	}

}
