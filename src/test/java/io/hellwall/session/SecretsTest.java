package io.hellwall.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.hellwall.Hellwall;
import io.hellwall.LogSetup;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody finds who reads all that the service leaves behind. */
@Isolated("reads the log")
class SecretsTest {

	private static final String MAC = TestService.MAC;

	private static final String WRONG_PASSWORD = "correct horse battery stable";

	@TempDir
	Path dataDir;

	@ParameterizedTest
	@ValueSource(strings = { "INFO", "DEBUG" })
	void journeyWhenOverThenNeitherFilesNorLogsHoldASecret(String level) throws IOException {
		try (TestService service = TestService.start(this.dataDir); LogLines log = new LogLines(level)) {
			List<String> secrets = journey(service);
			assertThat(secrets).hasSizeGreaterThan(12);
			assertThat(log.text()).contains("LOGIN_GRANTED", "LOGIN_DENIED", "TOKEN_REUSED", "UNAUTHORIZED");
			// Each file as text of one character a byte.
			List<String> found = Stream.concat(files(this.dataDir).map(SecretsTest::content), Stream.of(log.text()))
				.toList();
			assertThat(files(this.dataDir).map((file) -> file.getFileName().toString())).contains("op_creds.db",
					"op_creds.db-wal", "op_creds.db-shm", "op_passcodes.db", "op_passcodes.db-wal",
					"op_passcodes.db-shm");
			for (String secret : secrets) {
				assertThat(found).noneMatch((text) -> text.contains(secret));
			}
		}
	}

	/** The operator says so by deleting what the key is recognised by. */
	@Test
	void startWhenTheKeyIsAnotherThenKeepsNeitherSessionsNorPasscodes() throws SQLException {
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		String email;
		String token;
		String expired;
		try (TestService first = TestService.start(this.dataDir)) {
			expired = first.newToken();
			email = first.newAccount();
			token = first.login(email, MAC, first.passcode(email, MAC)).text("token");
		}
		String passcode;
		String successor;
		try (TestService second = TestService.start(this.dataDir)) {
			assertThat(second.verify(token, MAC).text("status")).isEqualTo("authorized");
			second.clock().advance(Duration.ofHours(1));
			successor = second.verify(expired, MAC).text("token");
			passcode = second.passcode(email, MAC);
		}
		forgetKey();
		try (TestService other = TestService.start(this.dataDir, "hellwall.key=" + HexFormat.of().formatHex(key))) {
			other.clock().advance(Duration.ofHours(1));
			assertThat(other.verify(token, MAC).status()).isEqualTo(401);
			assertThat(other.verify(expired, MAC).status()).isEqualTo(401);
			assertThat(other.renew(successor, MAC).status()).isEqualTo(401);
			assertThat(other.login(email, MAC, passcode).status()).isEqualTo(401);
		}
		forgetKey();
		try (TestService again = TestService.start(this.dataDir)) {
			again.clock().advance(Duration.ofHours(1));
			assertThat(again.verify(expired, MAC).text("token")).isEqualTo(successor);
			assertThat(again.login(email, MAC, passcode).status()).isEqualTo(200);
		}
	}

	private void forgetKey() throws SQLException {
		try (Connection creds = DriverManager.getConnection("jdbc:sqlite:" + this.dataDir.resolve("op_creds.db"));
				Statement statement = creds.createStatement()) {
			statement.execute("delete from server_key");
		}
	}

	@Test
	void passcodeWhenWrittenToTheOutboxThenOnlyTheMailHoldsIt() throws Exception {
		try (ConfigurableApplicationContext context = LogSetup.application(Hellwall.class)
			.properties("spring.main.banner-mode=off")
			.run("--server.port=0", "--management.server.port=0", "--hellwall.data-dir=" + this.dataDir,
					"--hellwall.tcp.enabled=false");
				LogLines log = new LogLines("DEBUG");
				HttpClient client = HttpClient.newHttpClient()) {
			String admin = "Bearer " + Files.readString(this.dataDir.resolve("admin.key")).strip();
			assertThat(post(context, client, "/admin/accounts",
					"{\"email\":\"dave@example.org\",\"password\":\"%s\"}".formatted(TestService.PASSWORD), admin))
				.isEqualTo(201);
			assertThat(post(context, client, "/passcode", "{" + TestService.credentials("dave@example.org", MAC) + "}",
					admin))
				.isEqualTo(202);
			List<Path> mails = files(this.dataDir.resolve("outbox")).toList();
			assertThat(mails).singleElement().asString().endsWith(".eml");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mails.getFirst())))
				.isEqualTo("rw-------");
			Matcher passcode = Pattern.compile("(?m)^Passcode: (\\w{6})\\s*$").matcher(content(mails.getFirst()));
			assertThat(passcode.find()).isTrue();
			assertThat(files(this.dataDir).filter((file) -> content(file).contains(passcode.group(1))))
				.containsExactly(mails.getFirst());
			assertThat(log.text()).contains("PASSCODE_SENT").doesNotContain(passcode.group(1));
		}
	}

	/**
	 * All kinds of success and failure; returns every secret that was sent or received.
	 */
	private static List<String> journey(TestService service) {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		List<String> secrets = new ArrayList<>(List.of(TestService.PASSWORD, WRONG_PASSWORD, passcode, "QQQQQQ"));
		String wrong = "{" + TestService.credentials(email, MAC).replace("staple", "stable") + "}";
		assertThat(service.post("/passcode", wrong).status()).isEqualTo(401);
		assertThat(service.login(email, MAC, "QQQQQQ").status()).isEqualTo(401);
		assertThat(service.login("nobody@example.org", MAC, "QQQQQQ").status()).isEqualTo(401);
		String token = service.login(email, MAC, passcode).text("token");
		addToken(secrets, token);
		service.clock().advance(Duration.ofHours(1));
		String successor = service.verify(token, MAC).text("token");
		addToken(secrets, successor);
		assertThat(service.verify(successor, MAC).status()).isEqualTo(200);
		addToken(secrets, service.renew(successor, MAC).text("token"));
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		addToken(secrets, "Awfer_hellwall_" + "0123456789abcdef".repeat(4));
		assertThat(service.verify("0123456789abcdef".repeat(4), MAC).status()).isEqualTo(401);
		assertThat(service.verify("Awfer_hellwall_" + "0123456789abcdef".repeat(4) + "0", MAC).status()).isEqualTo(401);
		overTcp(service, email, secrets);
		return secrets;
	}

	private static void overTcp(TestService service, String email, List<String> secrets) {
		String passcodeRequest = "require_passcode|" + MAC + "|%s|None|" + email + "\n";
		assertThat(service.pipe(service.passcodePort(), passcodeRequest.formatted(WRONG_PASSWORD))).startsWith("False");
		assertThat(service.pipe(service.passcodePort(), passcodeRequest.formatted(TestService.PASSWORD)))
			.startsWith("Passcode is sent");
		String passcode = service.mailedPasscode(email);
		secrets.add(passcode);
		String login = MAC + "|" + email + "|None|" + TestService.PASSWORD + "|%s\n";
		assertThat(service.pipe(service.loginPort(), login.formatted("QQQQQQ"))).startsWith("False");
		String token = service.pipe(service.loginPort(), login.formatted(passcode)).strip();
		addToken(secrets, token);
		assertThat(service.pipe(service.requestPort(), token + "|" + MAC + "|GET /\n")).startsWith("authorized");
		service.clock().advance(Duration.ofHours(1));
		Answer renewed = service.renew(token, MAC);
		addToken(secrets, renewed.text("token"));
		assertThat(service.pipe(service.requestPort(), token + "0|" + MAC + "|GET /\n")).startsWith("unauthorized");
		assertThat(service.logout(token, MAC).status()).isEqualTo(204);
	}

	/** As hex digits, which a token with its prefix holds too, and as bytes. */
	private static void addToken(List<String> secrets, String token) {
		assertThat(token).matches("Awfer_hellwall_[0-9a-f]{64}");
		String hex = token.substring("Awfer_hellwall_".length());
		secrets.add(hex);
		secrets.add(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
	}

	private static int post(ConfigurableApplicationContext context, HttpClient client, String path, String json,
			String authorization) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest
			.newBuilder(URI
				.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path))
			.header("Content-Type", "application/json")
			.header("Authorization", authorization)
			.POST(BodyPublishers.ofString(json))
			.build();
		HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
		return response.statusCode();
	}

	private static Stream<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList().stream();
		}
	}

	private static String content(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** All that is logged while it is open, with ours at a level of the test's. */
	private static final class LogLines implements AutoCloseable {

		private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

		private final List<Logger> ours = List.of((Logger) LoggerFactory.getLogger("io.hellwall"),
				(Logger) LoggerFactory.getLogger("hellwall"));

		private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

		LogLines(String level) {
			this.ours.forEach((logger) -> logger.setLevel(Level.valueOf(level)));
			this.lines.start();
			this.root.addAppender(this.lines);
		}

		String text() {
			StringBuilder text = new StringBuilder();
			for (ILoggingEvent line : List.copyOf(this.lines.list)) {
				text.append(line.getFormattedMessage()).append('\n');
				for (IThrowableProxy thrown = line.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
					text.append(thrown.getMessage()).append('\n');
				}
			}
			return text.toString();
		}

		@Override
		public void close() {
			this.root.detachAppender(this.lines);
			this.ours.forEach((logger) -> logger.setLevel(null));
		}

	}

}
