package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import io.hellwall.password.CheapHashes;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own, with the real time, to be killed and started
 * again.
 */
public final class TestNode extends TestClient {

	/** Of every node, so that they may share a database. */
	public static final String KEY = "77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	private static final String ADMIN_KEY = "c5b8e0a9d7f64132b0e9c8d7a6f5e4d3c2b1a0f9e8d7c6b5";

	/** Writes the port of HTTP into a file once it listens. */
	static final String PORT_WRITER = "org.springframework.boot.web.server.context.WebServerPortFileWriter";

	private static final Pattern PIPES = Pattern
		.compile("Pipe protocol on \\[/127.0.0.1:(\\d+), /127.0.0.1:(\\d+), /127.0.0.1:(\\d+)]");

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private final Path dataDir;

	private final GreenMail mail;

	private final List<String> program;

	private final List<String> settings;

	private Process process;

	private int starts;

	/** Of HTTP; 0 while it does not run. */
	private volatile int port;

	private @Nullable MatchResult pipes;

	private Duration readyIn = Duration.ZERO;

	/**
	 * Starts a node and waits until it is ready.
	 * @param dataDir where its log goes, and its data unless the settings name a store
	 * @param mail takes its mails
	 * @param settings more settings, as {@code name=value}, before those that all have
	 */
	public TestNode(Path dataDir, GreenMail mail, String... settings) {
		this(dataDir, mail, TestProgram
			.command(List.of("-Dspring.main.sources=" + CheapHashes.class.getName() + "," + PORT_WRITER)), settings);
	}

	private TestNode(Path dataDir, GreenMail mail, List<String> program, String... settings) {
		this.dataDir = dataDir;
		this.mail = mail;
		this.program = program;
		this.settings = List.of(settings);
		this.process = run();
		awaitReady();
	}

	/** As it is installed, which {@code ./mvnw -Paot package} has to have made. */
	public static TestNode packaged(Path dataDir, GreenMail mail, String... settings) {
		Path folder = Path.of("target", "hellwall").toAbsolutePath();
		assertThat(folder.resolve("hellwall.aot")).as("made by ./mvnw -Paot package").exists();
		return new TestNode(dataDir, mail,
				List.of(JAVA, "-XX:AOTCache=" + folder.resolve("hellwall.aot"), "-Xmx96m", "-XX:+UseSerialGC",
						"-XX:+UseCompactObjectHeaders", "-Dspring.main.sources=" + PORT_WRITER, "-jar",
						folder.resolve("hellwall.jar").toString()),
				settings);
	}

	/** SIGKILL: no farewell, nothing flushed. */
	public void kill() {
		this.port = 0;
		this.process.destroyForcibly();
		try {
			assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void startAgain() {
		this.process = run();
		awaitReady();
	}

	/**
	 * How long the newest start took, from the process to the first answer that it is
	 * ready.
	 */
	public Duration readyIn() {
		return this.readyIn;
	}

	@Override
	public void close() {
		kill();
		super.close();
	}

	/** Refuses as a port does that nobody listens on, while the node does not run. */
	@Override
	public int port() {
		if (this.port == 0) {
			throw new UncheckedIOException(new ConnectException("the node does not run"));
		}
		return this.port;
	}

	public int passcodePort() {
		return pipePort(1);
	}

	public int loginPort() {
		return pipePort(2);
	}

	public int requestPort() {
		return pipePort(3);
	}

	/** They are free ones, which the node tells in its log at each start. */
	private synchronized int pipePort(int number) {
		if (this.pipes == null) {
			this.pipes = patiently()
				.until(() -> PIPES.matcher(log()).results().toList(), (lines) -> lines.size() == this.starts)
				.getLast();
		}
		return Integer.parseInt(this.pipes.group(number));
	}

	private static ConditionFactory patiently() {
		return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
	}

	public String log() {
		try {
			return Files.readString(this.dataDir.resolve("log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String[] adminKey() {
		return new String[] { "Authorization", "Bearer " + ADMIN_KEY };
	}

	@Override
	public GreenMail mail() {
		return this.mail;
	}

	private synchronized Process run() {
		List<String> command = new ArrayList<>(this.program);
		Map<String, String> settings = new LinkedHashMap<>();
		Stream
			.concat(Stream.of("server.port=0", "management.server.port=0", "hellwall.data-dir=" + this.dataDir,
					"hellwall.key=" + KEY, "hellwall.admin.key=" + ADMIN_KEY, "hellwall.tcp.passcode-port=0",
					"hellwall.tcp.login-port=0", "hellwall.tcp.request-port=0", "spring.mail.host=127.0.0.1",
					"spring.mail.port=" + this.mail.getSmtp().getPort(), "hellwall.mail.from=login@example.org",
					"hellwall.passcode.resend-interval=0s", "hellwall.passcode.max-per-hour=1000",
					"hellwall.limit.enabled=false"), this.settings.stream())
			.forEach((setting) -> settings.put(setting.substring(0, setting.indexOf('=')), setting));
		settings.values().forEach((setting) -> command.add("--" + setting));
		try {
			Files.createDirectories(this.dataDir);
			this.starts++;
			this.pipes = null;
			Files.deleteIfExists(portFile());
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.dataDir.resolve("log").toFile()));
			builder.environment().put("PORTFILE", portFile().toString());
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path portFile() {
		return this.dataDir.resolve("port");
	}

	private void awaitReady() {
		long began = System.nanoTime();
		try {
			patiently().until(() -> {
				assertThat(this.process.isAlive()).as("alive").isTrue();
				return ready();
			});
		}
		catch (AssertionError | ConditionTimeoutException ex) {
			kill();
			throw new AssertionError("the node did not become ready. The end of its log:\n" + endOfLog(), ex);
		}
		this.readyIn = Duration.ofNanos(System.nanoTime() - began);
	}

	/** What a failure shows, as the log goes with the folder of the test. */
	private String endOfLog() {
		List<String> lines = log().lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
	}

	private boolean ready() throws IOException {
		try {
			if (this.port == 0) {
				this.port = Integer.parseInt(Files.readString(portFile()).strip());
			}
			return get("/readyz").status() == 200;
		}
		catch (NoSuchFileException | NumberFormatException | UncheckedIOException ex) { // It
																						// does
																						// not
																						// listen
																						// yet.
			return false;
		}
	}

}
