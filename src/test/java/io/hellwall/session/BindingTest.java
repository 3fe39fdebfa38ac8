package io.hellwall.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.binding.BindingReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Where a token may be used, over HTTP and TCP, on both kinds of database. */
@Order(1)
@EachStore
class BindingTest {

	private static final String MAC = TestService.MAC;

	private static final String HOME = "127.0.0.1";

	/** In the same /24. */
	private static final String NEIGHBOUR = "127.0.0.9";

	private static final String AWAY = "127.0.1.1";

	@TempDir
	static Path dataDir;

	static List<String> settings = List.of();

	static TestService service;

	static Records records;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		settings = List.of(store.settings());
		service = start();
		records = new Records(service);
	}

	private static TestService start(String... more) {
		return TestService.start(dataDir.resolve(settings.isEmpty() ? "sqlite" : "postgres"),
				Stream
					.of(settings.stream(), Stream.of(more),
							Stream.of("hellwall.trusted-proxies=127.0.0.1", "hellwall.passcode.max-per-hour=1000"))
					.flatMap((some) -> some)
					.toArray(String[]::new))
			.withoutOtherWork();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		service.close();
	}

	static Stream<Arguments> modes() {
		return Stream.of(arguments("strict", "unauthorized", "unauthorized"),
				arguments("prefix", "authorized", "unauthorized"),
				arguments("step-up", "authorized", "step-up-required"), arguments("report", "authorized", "authorized"),
				arguments("off", "authorized", "authorized"));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void verifyWhenInAModeThenAnswersByTheNetwork(String mode, String neighbour, String away) {
		String token = newToken(mode);
		assertThat(verdict(token, HOME)).isEqualTo("authorized");
		assertThat(verdict(token, NEIGHBOUR)).isEqualTo(neighbour);
		assertThat(verdict(token, AWAY)).isEqualTo(away);
		assertThat(pipe(token, HOME)).isEqualTo("authorized");
		assertThat(pipe(token, NEIGHBOUR)).isEqualTo(neighbour);
		assertThat(pipe(token, AWAY)).isEqualTo(away.equals("authorized") ? "authorized" : "unauthorized");
		// On another device it is refused in every mode, and where it may be used it
		// stays good.
		assertThat(post("/verify", token, "00:00:00:00:00:01", HOME).problem()).isEqualTo("unauthorized");
		assertThat(verdict(token, HOME)).isEqualTo("authorized");
	}

	@ParameterizedTest
	@MethodSource("modes")
	void renewWhenInAModeThenAnswersByTheNetwork(String mode, String neighbour, String away) {
		String token = newToken(mode);
		Answer answer = post("/renew", token, MAC, AWAY);
		if (away.equals("authorized")) {
			assertThat(answer.text("token")).isEqualTo(renewed(token, HOME));
		}
		else {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo(away);
		}
		service.clock().advance(Duration.ofHours(1));
		assertThat(verdict(token, AWAY)).isEqualTo(away.equals("authorized") ? "renew" : away);
		assertThat(renewed(token, HOME)).isNotEmpty();
	}

	@Test
	void stepUpWhenRequiredThenTheChallengeIsThatOfTheStandard() {
		String token = newToken("step-up");
		assertThat(post("/verify", token, MAC, AWAY).header("WWW-Authenticate"))
			.isEqualTo("Bearer realm=\"hellwall\", error=\"insufficient_user_authentication\"");
	}

	@ParameterizedTest
	@CsvSource({ "strict, prefix", "prefix, strict", "strict, report", "report, strict", "off, step-up",
			"step-up, off" })
	void verifyWhenTheModeChangesThenNobodyIsLoggedOutAndTheNextTokenTakesIt(String before, String after) {
		String email = newAccount(before);
		String token = login(email, HOME);
		String neighbourBefore = verdict(token, NEIGHBOUR);
		setMode(email, after);
		assertThat(verdict(token, HOME)).isEqualTo("authorized");
		assertThat(verdict(token, NEIGHBOUR)).isEqualTo(neighbourBefore);
		String successor = renewed(token, HOME);
		assertThat(verdict(successor, HOME)).isEqualTo("authorized");
		assertThat(verdict(successor, NEIGHBOUR)).isEqualTo(after.equals("strict") ? "unauthorized" : "authorized");
	}

	@Test
	void renewWhenTheModeChangesBeforeALostAnswerIsAskedForAgainThenTheSameSuccessor() {
		String email = newAccount("strict");
		String token = login(email, HOME);
		String successor = renewed(token, HOME);
		setMode(email, "off");
		assertThat(renewed(token, HOME)).isEqualTo(successor);
		assertThat(verdict(successor, HOME)).isEqualTo("authorized");
	}

	@Test
	void renewWhenAskedFromTwoNetworksThenOneSuccessor() {
		String token = newToken("report");
		assertThat(renewed(token, AWAY)).isEqualTo(renewed(token, HOME));
	}

	@Test
	void patchWhenTheModeIsTheDefaultThenTheSettingsDecideAgain() {
		String email = newAccount("off");
		assertThat(patch(email, "\"default\"").json().has("binding")).isFalse();
		assertThat(verdict(login(email, HOME), NEIGHBOUR)).isEqualTo("unauthorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"PREFIX\"", "\"none\"", "\"\"", "1", "[]", "null" })
	void patchWhenThereIsNoSuchModeThenInvalidAndUnchanged(String mode) {
		String email = newAccount("off");
		Answer answer = patch(email, mode);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(verdict(login(email, HOME), AWAY)).isEqualTo("authorized");
	}

	@Test
	void patchWhenThereIsNoSuchAccountThenNotFound() {
		assertThat(patchId("00000000-0000-4000-8000-000000000000", "\"off\"").problem()).isEqualTo("not-found");
	}

	@Test
	void reportWhenUsedElsewhereThenCountsWhatTheModesWouldHaveDone() {
		BindingReport report = service.context().getBean(BindingReport.class);
		service.clock().advance(Duration.ofDays(2)); // to a day of its own
		String near = newToken("report");
		String far = newToken("report");
		verdict(near, HOME);
		verdict(near, NEIGHBOUR);
		verdict(far, NEIGHBOUR);
		verdict(far, AWAY);
		verdict(newToken("off"), AWAY);
		ReflectionTestUtils.invokeMethod(report, "store");
		verdict(far, AWAY);
		ReflectionTestUtils.invokeMethod(report, "store");
		Answer answer = service.get("/admin/binding-report", service.adminKey());
		assertThat(answer.text("mode")).isEqualTo("strict");
		assertThat(answer.json().path("days").get(0).toString()).isEqualTo("""
				{"day":"%s","sessionsElsewhere":2,"requestsElsewhere":4,"strictWouldRefuse":2,"prefixWouldRefuse":1,\
				"stepUpWouldAsk":1}""".formatted(service.clock().instant().toString().substring(0, 10)));
	}

	@Test
	void verifyWhenRoamingThenNeedsNobodyToWrite() throws SQLException {
		String token = newToken("report");
		try (Connection writer = service.context().getBean(DataSource.class).getConnection()) {
			writer.setAutoCommit(false);
			try (Statement statement = writer.createStatement()) {
				// Nobody else may write to a table of sessions now, on SQLite to none.
				statement.executeUpdate((this.store == TestStore.SQLITE) ? "update account set phone = phone"
						: "lock table session, master_token, binding_sighting, audit_event in exclusive mode");
				assertThat(verdict(token, AWAY)).isEqualTo("authorized");
			}
			finally {
				writer.rollback();
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "00:00:00:00:00:01, 127.0.0.1, WRONG_DEVICE", "aa:bb:cc:dd:ee:ff, 127.0.0.9, WRONG_NETWORK",
			"00:00:00:00:00:01, 127.0.0.9, WRONG_DEVICE" })
	void verifyWhenATokenTurnsUpElsewhereThenIsRecordedAndToldOnce(String mac, String address, String reason) {
		String email = newAccount("strict");
		String token = login(email, HOME);
		Answer unknown = service.post("/verify",
				"{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted("0".repeat(64), mac, address));
		for (int i = 0; i < 3; i++) {
			Answer answer = post("/verify", token, mac, address);
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.body()).isEqualTo(unknown.body());
		}
		await().untilAsserted(() -> assertThat(suspicions(email)).containsExactly(reason));
		assertThat(verdict(token, HOME)).isEqualTo("authorized");
	}

	@Test
	void renewWhenForAMonthThenASessionHoldsTensOfTokens() {
		String token = newToken("strict");
		String session = post("/verify", token, MAC, HOME).text("sessionId");
		List<String> tokens = new ArrayList<>(List.of(token));
		for (int hour = 1; hour < 30 * 24; hour++) {
			service.clock().advance(Duration.ofHours(1));
			tokens.add(renewed(tokens.getLast(), HOME));
		}
		assertThat(records.tokens(session)).isBetween(3, 27);
		// A copy that is older is refused, and ends nothing.
		assertThat(verdict(tokens.get(100), HOME)).isEqualTo("unauthorized");
		assertThat(verdict(tokens.getLast(), HOME)).isEqualTo("authorized");
		// One that is remembered ends the session.
		assertThat(verdict(tokens.get(tokens.size() - 20), HOME)).isEqualTo("unauthorized");
		assertThat(verdict(tokens.getLast(), HOME)).isEqualTo("unauthorized");
	}

	@Test
	void renewWhenTheCurrentTokenIsOldThenItsPredecessorIsRemembered() {
		String token = newToken("strict");
		String second = renewed(token, HOME);
		String third = renewed(second, HOME);
		service.clock().advance(Duration.ofDays(10));
		String fourth = renewed(third, HOME);
		assertThat(verdict(token, HOME)).isEqualTo("unauthorized");
		assertThat(renewed(third, HOME)).isEqualTo(fourth);
		assertThat(verdict(fourth, HOME)).isEqualTo("authorized");
	}

	@Test
	void startWhenTheSettingsHaveChangedThenNobodyIsLoggedOutAndNoCountIsLost() {
		service.close();
		service = start("hellwall.binding.network=report");
		service.clock().advance(Duration.ofDays(4));
		String token = login(service.newAccount(), HOME);
		assertThat(verdict(token, AWAY)).isEqualTo("authorized");
		service.close();
		service = start("hellwall.binding.network=prefix", "hellwall.binding.sites[0]=127.0.0.0/29,127.0.1.1");
		service.clock().advance(Duration.ofDays(4));
		records = new Records(service);
		assertThat(service.get("/admin/binding-report", service.adminKey())
			.json()
			.path("days")
			.get(0)
			.path("requestsElsewhere")
			.asInt()).isEqualTo(1);
		assertThat(verdict(token, NEIGHBOUR)).isEqualTo("authorized");
		String successor = renewed(token, HOME);
		assertThat(verdict(successor, AWAY)).isEqualTo("authorized");
		assertThat(verdict(successor, NEIGHBOUR)).isEqualTo("unauthorized");
		service.close();
		service = start();
		records = new Records(service);
		assertThat(verdict(successor, AWAY)).isEqualTo("authorized");
		assertThat(verdict(renewed(successor, AWAY), HOME)).isEqualTo("unauthorized");
	}

	private static List<@Nullable String> suspicions(String email) {
		return new JdbcTemplate(service.context().getBean(DataSource.class))
			.queryForList("select e.reason from audit_event e join account a on a.id = e.account_id"
					+ " where a.email = ? and e.event = 'TOKEN_MISPLACED'", String.class, email);
	}

	private static String newToken(String mode) {
		return login(newAccount(mode), HOME);
	}

	private static String newAccount(String mode) {
		String email = service.newAccount();
		setMode(email, mode);
		return email;
	}

	private static void setMode(String email, String mode) {
		assertThat(patch(email, "\"" + mode + "\"").text("binding")).isEqualTo(mode);
	}

	private static Answer patch(String email, String mode) {
		String id = service.get("/admin/accounts?email=" + email, service.adminKey())
			.json()
			.path("accounts")
			.get(0)
			.path("id")
			.asString();
		return patchId(id, mode);
	}

	private static Answer patchId(String id, String mode) {
		return service.send(HttpRequest.newBuilder(service.uri("/admin/accounts/" + id))
			.headers(service.adminKey())
			.header("Content-Type", "application/json")
			.header("If-Match", "*")
			.method("PATCH", HttpRequest.BodyPublishers.ofString("{\"binding\":" + mode + "}"))
			.build());
	}

	private static String login(String email, String address) {
		String place = TestService.credentials(email, MAC) + ",\"ip\":\"" + address + "\"";
		assertThat(service.post("/passcode", "{" + place + "}").status()).isEqualTo(202);
		return service.post("/login", "{%s,\"passcode\":\"%s\"}".formatted(place, service.mailedPasscode(email)))
			.text("token");
	}

	private static Answer post(String path, String token, String mac, String address) {
		return service.post(path, "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(token, mac, address));
	}

	private static String verdict(String token, String address) {
		Answer answer = post("/verify", token, MAC, address);
		return (answer.status() == 200) ? answer.text("status") : answer.problem();
	}

	private static String renewed(String token, String address) {
		Answer answer = post("/renew", token, MAC, address);
		assertThat(answer.status()).isEqualTo(200);
		return answer.text("token");
	}

	private static String pipe(String token, String address) {
		try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), service.requestPort(),
				InetAddress.ofLiteral(address), 0)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write((token + "|" + MAC + "|GET /\n").getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
