package io.hellwall.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.limit.Limits;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordHashes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What makes each metric move, and that no client can name a label. */
class MetricsTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER_MAC = "02:00:00:00:00:01";

	private static final String AWAY = "203.0.113.9";

	private static final String UNKNOWN = "0".repeat(64);

	/** Each case that needs one has a network of its own. */
	private static final AtomicInteger NETWORKS = new AtomicInteger();

	static TestService service;

	static JdbcTemplate creds;

	static JdbcTemplate passcodes;

	@BeforeAll
	static void start() {
		service = SharedService.lend(TestStore.SQLITE, "hellwall.trusted-proxies=127.0.0.1",
				"hellwall.public-url=https://login.example.org", "hellwall.limit.enabled=true",
				"hellwall.limit.requests=200/5m", "hellwall.limit.mails=300/1h", "hellwall.limit.connections-at-once=4",
				"hellwall.tcp.max-connections=8", "hellwall.session.max-per-account=3", "hellwall.session.idle=7d",
				"hellwall.purge-interval=1s");
		creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
		passcodes = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
	}

	@AfterAll
	static void giveBack() {
		SharedService.giveBack(service);
	}

	/** A series, and what makes it grow. */
	static Stream<Arguments> moves() {
		return Stream.of(verifications(), sessions(), logins(), requestsForPasscodes(), mails(), tcp(), others())
			.flatMap((some) -> some);
	}

	private static Stream<Arguments> verifications() {
		return Stream.of(verified("api", "authorized", "none", (token) -> service.verify(token, MAC)),
				verified("api", "authorized", "none", (token) -> service.get("/sessions", bearer(token))),
				verified("api", "renewed", "none", (token) -> service.renew(token, MAC)),
				verified("api", "step_up_required", "none", (token) -> verifyAway(newToken("step-up"))),
				verified("api", "unauthorized", "unknown_token", (token) -> service.verify(UNKNOWN, MAC)),
				verified("api", "unauthorized", "session_over", (token) -> {
					service.logout(token, MAC);
					service.verify(token, MAC);
				}), verified("api", "unauthorized", "wrong_device", (token) -> service.verify(token, OTHER_MAC)),
				verified("api", "unauthorized", "wrong_network", MetricsTest::verifyAway),
				verified("oauth", "unauthorized", "expired", (token) -> {
					service.clock().advance(Duration.ofHours(1));
					introspect(token);
				}), verified("oauth", "authorized", "none", MetricsTest::introspect),
				verified("gateway", "authorized", "none", (token) -> pass(token, "")),
				verified("gateway", "authorized", "none", (token) -> pass(token, "?renew=never")),
				verified("pages", "authorized", "none", (token) -> service.get("/me", "Cookie", cookies(token))),
				verified("legacy", "authorized", "none",
						(token) -> service.pipe(service.requestPort(), token + "|" + MAC + "|GET /\n")),
				move("hellwall_renewals_total{kind=\"early\"}", () -> service.renew(newToken(), MAC)),
				move("hellwall_renewals_total{kind=\"expired\"}", () -> {
					String token = newToken();
					service.clock().advance(Duration.ofHours(1));
					service.verify(token, MAC);
				}), move("hellwall_renewals_total{kind=\"repeated\"}", () -> {
					String token = newToken();
					service.renew(token, MAC);
					service.renew(token, MAC);
				}), wouldRefuse("strict"), wouldRefuse("prefix"), wouldRefuse("step_up"));
	}

	private static Stream<Arguments> sessions() {
		return Stream.of(ended("logout", () -> service.logout(newToken(), MAC)), ended("reuse", () -> {
			String token = newToken();
			service.verify(service.renew(token, MAC).text("token"), MAC);
			service.clock().advance(Duration.ofSeconds(10));
			service.verify(token, MAC);
		}), ended("revoked", () -> {
			String token = newToken();
			service.delete("/sessions/" + service.verify(token, MAC).text("sessionId"), bearer(token));
		}), ended("replaced", () -> {
			String email = service.newAccount();
			for (int i = 0; i < 4; i++) {
				login(email);
			}
		}), ended("idle", () -> {
			newToken();
			creds.update("update session set last_seen_at = 0");
		}), ended("too_old", () -> {
			newToken();
			creds.update("update session set ends_at = ?", service.clock().millis());
		}), ended("account_changed", () -> service
			.delete("/admin/accounts/" + service.verify(newToken(), MAC).text("accountId"), service.adminKey())));
	}

	private static Stream<Arguments> logins() {
		return Stream.of(loggedIn("known", "api", "granted", "none", (email) -> {
			login(email);
			login(email);
		}), loggedIn("new", "api", "granted", "none", MetricsTest::login),
				loggedIn("new", "legacy", "granted", "none",
						(email) -> service.pipe(service.loginPort(),
								String.join("|", MAC, email, "None", TestService.PASSWORD, service.passcode(email, MAC))
										+ "\n")),
				loggedIn("new", "pages", "granted", "none", MetricsTest::signIn),
				loggedIn("new", "api", "denied", "unknown_account",
						(email) -> service.login("nobody@example.org", MAC, "AAAAAA")),
				loggedIn("new", "api", "denied", "wrong_credentials", MetricsTest::guess),
				loggedIn("new", "api", "denied", "origin_waits",
						(email) -> IntStream.range(0, 11).forEach((i) -> guess(email))),
				loggedIn("new", "api", "denied", "no_live_passcode", (email) -> service.login(email, MAC, "AAAAAA")),
				loggedIn("known", "api", "denied", "spent_passcode", (email) -> {
					String passcode = service.passcode(email, MAC);
					service.login(email, MAC, passcode);
					service.login(email, MAC, passcode);
				}), loggedIn("new", "api", "denied", "wrong_passcode", (email) -> {
					String passcode = service.passcode(email, MAC);
					service.login(email, MAC, passcode.equals("AAAAAA") ? "BBBBBB" : "AAAAAA");
				}), loggedIn("new", "api", "denied", "short_passcode", (email) -> {
					String passcode = service.passcode(email, MAC);
					passcodes.update(
							"insert into passcode_failures (account_id, failures, changed_at) values (?, 100, ?)",
							id(email), service.clock().millis());
					service.login(email, MAC, passcode);
				}), loggedIn("new", "api", "denied", "password_expired", (email) -> {
					creds.update("update account set password_expired = 1 where email = ?", email);
					login(email);
				}), loggedIn("none", "api", "busy", "none",
						(email) -> whileBusy(() -> service.login(email, MAC, "AAAAAA"))));
	}

	private static Stream<Arguments> requestsForPasscodes() {
		return Stream.of(asked("sent", (email) -> service.passcode(email, MAC)), asked("denied",
				(email) -> service.post("/passcode", "{" + TestService.credentials("nobody@example.org", MAC) + "}")),
				asked("too_soon", (email) -> {
					ask(email, "127.0.0.1");
					ask(email, "127.0.0.1");
				}), asked("too_many_mails", (email) -> {
					String network = newNetwork();
					Limits limits = service.context().getBean(Limits.class);
					for (int i = 0; i < 300; i++) {
						limits.mail(InetAddress.ofLiteral(network));
					}
					ask(email, network);
				}), asked("mail_unavailable", (email) -> withoutMail(() -> ask(email, "127.0.0.1"))),
				asked("busy", (email) -> whileBusy(() -> ask(email, "127.0.0.1"))));
	}

	private static Stream<Arguments> mails() {
		return Stream.of(mailed("passcode", "delivered", (email) -> service.passcode(email, MAC)),
				mailed("passcode", "failed", (email) -> withoutMail(() -> ask(email, "127.0.0.1"))),
				mailed("new-login", "delivered", MetricsTest::login),
				move("hellwall_mail_delivery_seconds_count", () -> service.passcode(service.newAccount(), MAC)),
				move("hellwall_mails_given_up_total", () -> withoutMail(() -> {
					double before = Scrape.of(service).value("hellwall_mails_given_up_total");
					notice(Duration.ofDays(4), Duration.ZERO);
					await().until(() -> Scrape.of(service).value("hellwall_mails_given_up_total") > before);
				})));
	}

	private static Stream<Arguments> tcp() {
		return Stream.of(replied("request", "granted", "127.0.0.1", () -> newToken() + "|" + MAC + "|GET /\n"),
				replied("request", "refused", "127.0.0.1", () -> UNKNOWN + "|" + MAC + "|GET /\n"),
				replied("login", "refused", "127.0.0.1",
						() -> MAC + "|nobody@example.org|None|" + TestService.PASSWORD + "|AAAAAA\n"),
				replied("passcode", "malformed", "127.0.0.1", () -> "nonsense\n"),
				replied("passcode", "incomplete", "127.0.0.1", () -> "x".repeat(5000)),
				move("hellwall_tcp_requests_total{port=\"login\",reply=\"limited\"}", () -> {
					for (int i = 0; i <= 200; i++) {
						send(service.loginPort(), "127.0.0.77", "nonsense\n");
					}
				}),
				move("hellwall_tcp_requests_total{port=\"login\",reply=\"undecided\"}",
						() -> whileBusy(() -> service.pipe(service.loginPort(),
								MAC + "|nobody@example.org|None|" + TestService.PASSWORD + "|AAAAAA\n"))),
				move("hellwall_tcp_refusals_total{reason=\"network\"}", () -> connect("127.0.0.8", 5)),
				move("hellwall_tcp_refusals_total{reason=\"full\"}", () -> connect("127.0.0.8", 4, "127.0.0.9", 5)));
	}

	private static Stream<Arguments> others() {
		return Stream.of(
				move("hellwall_limit_refusals_total{limit=\"connections_at_once\"}", () -> connect("127.0.0.8", 5)),
				move("hellwall_limit_refusals_total{limit=\"requests\"}", () -> {
					String network = newNetwork();
					for (int i = 0; i <= 200; i++) {
						service.context().getBean(Limits.class).request(InetAddress.ofLiteral(network));
					}
				}), move("hellwall_password_hash_seconds_count", () -> guess(service.newAccount())),
				move("hellwall_password_refusals_total{asker=\"stranger\"}", () -> whileBusy(
						() -> guess("nobody@example.org"))),
				move("hellwall_password_refusals_total{asker=\"known\"}",
						() -> whileBusy(
								() -> service.post("/admin/accounts",
										"{\"email\":\"dora@example.org\",\"password\":\"%s\"}"
											.formatted(TestService.PASSWORD),
										service.adminKey()))),
				written("hellwall_store_commit_seconds_count"), written("hellwall_store_wait_seconds_count"),
				written("hellwall_store_group_size_count"), written("hellwall_store_group_size_sum"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("moves")
	void scrapeWhenItHappensThenItsSeriesGrows(String series, Happening happening) throws Throwable {
		double before = Scrape.of(service).value(series);
		happening.happen();
		await().pollDelay(Duration.ZERO)
			.untilAsserted(() -> assertThat(Scrape.of(service).value(series)).isGreaterThan(before));
	}

	@Test
	void scrapeWhenNoticesWaitThenTellsHowManyAndHowLong() {
		creds.update("delete from notice");
		assertThat(gauge("hellwall_mails_waiting")).isZero();
		assertThat(gauge("hellwall_mails_waiting_age_seconds")).isZero();
		notice(Duration.ofSeconds(90), Duration.ofDays(1));
		notice(Duration.ofSeconds(30), Duration.ofDays(1));
		assertThat(gauge("hellwall_mails_waiting")).isEqualTo(2);
		assertThat(gauge("hellwall_mails_waiting_age_seconds")).isEqualTo(90);
		creds.update("delete from notice");
		assertThat(gauge("hellwall_mails_waiting")).isZero();
	}

	/** Counted once a minute at most: it is read while somebody guesses. */
	@Test
	void scrapeWhenAnAccountIsGuardedThenCountsItWithinAMinute() {
		service.clock().advance(Duration.ofMinutes(1));
		passcodes.update("delete from guess");
		assertThat(gauge("hellwall_accounts_guarded")).isZero();
		guesses(99);
		guesses(100);
		service.clock().advance(Duration.ofMinutes(1).minusMillis(1));
		assertThat(gauge("hellwall_accounts_guarded")).isZero();
		service.clock().advance(Duration.ofMillis(1));
		assertThat(gauge("hellwall_accounts_guarded")).isOne();
		passcodes.update("delete from guess");
	}

	@Test
	void scrapeWhenTheStoreGrowsThenTellsItsSizeAndTheRoomOnItsDisk() throws IOException {
		String database = "hellwall_store_file_bytes{file=\"database\",store=\"creds\"}";
		String wal = "hellwall_store_file_bytes{file=\"wal\",store=\"creds\"}";
		double databaseBefore = gauge(database);
		double walBefore = gauge(wal);
		creds.execute("create table filler (bytes blob)");
		creds.update("insert into filler values (zeroblob(16000000))");
		assertThat(gauge(wal)).isGreaterThan(walBefore);
		creds.execute("drop table filler");
		creds.queryForList("pragma wal_checkpoint(truncate)");
		assertThat(gauge(database)).isGreaterThan(databaseBefore);
		double room = Files.getFileStore(service.dataDir()).getUsableSpace();
		assertThat(gauge("hellwall_store_disk_free_bytes{store=\"creds\"}")).isBetween(room / 2, room * 2);
	}

	@Test
	void scrapeWhenRequestsWaitForTheWriterThenTellsHowMany() throws Exception {
		String waiting = "hellwall_store_waiting{store=\"passcodes\"}";
		DataSource source = service.context().getBean("passcodesDataSource", DataSource.class);
		Thread other;
		try (Connection writer = source.getConnection()) {
			writer.setAutoCommit(false);
			delete(writer);
			double before = gauge(waiting);
			other = Thread.ofVirtual().start(() -> passcodes.update("delete from guess"));
			await().untilAsserted(() -> assertThat(gauge(waiting)).isGreaterThan(before));
			writer.commit();
		}
		other.join();
	}

	@Test
	void scrapeWhenHashesWaitThenTellsHowMany() throws InterruptedException {
		PasswordHashes hashes = service.context().getBean(PasswordHashes.class);
		Meters meters = service.context().getBean(Meters.class);
		Thread other = Thread.ofVirtual()
			.start(() -> hashes.hash(Collections.nCopies(5000, Password.parse(TestService.PASSWORD))));
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.untilAsserted(() -> assertThat(Scrape.of(meters).value("hellwall_password_waiting")).isPositive());
		other.join();
		assertThat(gauge("hellwall_password_waiting")).isZero();
	}

	@Test
	void scrapeWhenAClientIsConnectedThenTellsIt() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.loginPort())) {
			await().untilAsserted(() -> assertThat(gauge("hellwall_tcp_connections")).isOne());
			socket.getOutputStream().write('\n');
			assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
		}
		await().untilAsserted(() -> assertThat(gauge("hellwall_tcp_connections")).isZero());
	}

	@Test
	void scrapeWhenAskedThenTellsWhichVersionThisIs() {
		Scrape scrape = Scrape.of(service);
		assertThat(scrape.labels("hellwall_build_info").get("java"))
			.containsExactly(Integer.toString(Runtime.version().feature()));
		assertThat(scrape.labels("hellwall_build_info").get("version")).hasSize(1);
	}

	/** What a client writes is in no label, and makes no series. */
	@Test
	void scrapeWhenClientsSendAnythingThenHasTheSameSeries() throws Exception {
		Scrape before = Scrape.of(service);
		List<String> hostile = List.of("\"}evil 1", "evil\\nhellwall_evil_total 1", "\u0000\u2028", "x".repeat(3000),
				"{edge=\"evil\"}", "evil@example.org");
		for (String text : hostile) {
			String json = JsonMapper.shared().writeValueAsString(text);
			for (String path : List.of("/verify", "/renew", "/logout", "/login", "/passcode", "/register",
					"/password-reset")) {
				service.post(path, "{\"token\":%s,\"mac\":%1$s,\"email\":%1$s,\"password\":%1$s,\"passcode\":%1$s}"
					.formatted(json));
				service.post(path, "{\"token\":\"%s\",\"mac\":\"%s\",\"request\":%s,\"email\":\"evil@example.org\"}"
					.formatted(UNKNOWN, MAC, json));
			}
			for (int port : List.of(service.passcodePort(), service.loginPort(), service.requestPort())) {
				service.pipe(port, text.replace('\n', ' ') + "|" + MAC + "|evil|evil|evil\n");
			}
		}
		for (String[] headers : List.of(new String[] { "X-Edge", "evil", "User-Agent", "evil{a=\"b\"}" },
				new String[] { "X-Forwarded-For", "evil" }, new String[] { "Authorization", "Bearer evil" })) {
			service.post("/verify", "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(UNKNOWN, MAC), headers);
			service.get("/gateway/auth-request", headers);
			service.get("/evil/" + UUID.randomUUID(), headers);
			service.get("/me", headers);
			service.postForm("/oauth2/introspect", "token=evil&mac=evil", headers);
		}
		Scrape after = Scrape.of(service);
		assertThat(after.values().keySet()).isEqualTo(before.values().keySet());
		assertThat(String.join("\n", after.values().keySet())).doesNotContain("evil", "example.org");
	}

	/** So a new metric cannot come without something that moves it. */
	@Test
	void scrapeWhenComparedWithTheseTestsThenEachMetricIsMovedByOne() {
		Scrape scrape = Scrape.of(service);
		Set<String> moved = moves().map((it) -> (String) it.get()[0])
			.map((series) -> series.replaceFirst("\\{.*", "").replaceFirst("_(count|sum)$", ""))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		moved.addAll(List.of("hellwall_mails_waiting", "hellwall_mails_waiting_age_seconds",
				"hellwall_accounts_guarded", "hellwall_store_file_bytes", "hellwall_store_waiting",
				"hellwall_password_waiting", "hellwall_tcp_connections", "hellwall_build_info"));
		// src/test/faults/run full-disk
		moved.add("hellwall_store_disk_free_bytes");
		moved.add("hellwall_store_failures_total"); // GroupFailureTest
		moved.addAll(List.of("hellwall_backup_age_seconds", "hellwall_backup_interval_seconds")); // BackupScheduleTest
		assertThat(scrape.metrics()).isEqualTo(moved);
	}

	private static Arguments move(String series, Happening happening) {
		return Arguments.of(series, happening);
	}

	private static Arguments verified(String edge, String outcome, String reason, ThrowingConsumer<String> request) {
		return move("hellwall_verifications_total{edge=\"%s\",outcome=\"%s\",reason=\"%s\"}".formatted(edge, outcome,
				reason), () -> request.accept(newToken()));
	}

	private static Arguments loggedIn(String device, String edge, String outcome, String reason,
			ThrowingConsumer<String> login) {
		return move("hellwall_logins_total{device=\"%s\",edge=\"%s\",outcome=\"%s\",reason=\"%s\"}".formatted(device,
				edge, outcome, reason), () -> login.accept(service.newAccount()));
	}

	private static Arguments asked(String outcome, ThrowingConsumer<String> request) {
		return move("hellwall_passcodes_requested_total{outcome=\"%s\"}".formatted(outcome),
				() -> request.accept(service.newAccount()));
	}

	private static Arguments mailed(String mail, String outcome, ThrowingConsumer<String> cause) {
		return move("hellwall_mails_total{mail=\"%s\",outcome=\"%s\"}".formatted(mail, outcome),
				() -> cause.accept(service.newAccount()));
	}

	private static Arguments ended(String reason, Happening happening) {
		return move("hellwall_sessions_ended_total{reason=\"%s\"}".formatted(reason), happening);
	}

	private static Arguments wouldRefuse(String mode) {
		return move("hellwall_binding_would_refuse_total{mode=\"%s\"}".formatted(mode),
				() -> verifyAway(newToken("report")));
	}

	private static Arguments replied(String port, String reply, String from, Request request) {
		return move("hellwall_tcp_requests_total{port=\"%s\",reply=\"%s\"}".formatted(port, reply),
				() -> send(switch (port) {
					case "passcode" -> service.passcodePort();
					case "login" -> service.loginPort();
					default -> service.requestPort();
				}, from, request.text()));
	}

	private static Arguments written(String metric) {
		return move(metric + "{store=\"creds\"}", service::newAccount);
	}

	private static double gauge(String series) {
		return Scrape.of(service).value(series);
	}

	private static String newToken() {
		return login(service.newAccount());
	}

	/** The token of an account that has this binding mode. */
	private static String newToken(String binding) {
		String email = service.newAccount();
		creds.update("update account set binding = ? where email = ?", binding, email);
		return login(email);
	}

	private static String login(String email) {
		return service.login(email, MAC, service.passcode(email, MAC)).text("token");
	}

	private static void guess(String email) {
		service.post("/login", "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"passcode\":\"AAAAAA\"}"
			.formatted(MAC, email, "not the password of this account"));
	}

	/** From a network of its own, as a trusted proxy says. */
	private static void verifyAway(String token) {
		service.post("/verify", "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(token, MAC, AWAY));
	}

	private static void ask(String email, String network) {
		service.post("/passcode", "{" + TestService.credentials(email, MAC) + ",\"ip\":\"" + network + "\"}");
	}

	/** As nginx asks for a client. */
	private static void pass(String token, String query) {
		service.get("/gateway/auth-request" + query, "Authorization", "Bearer " + token, "X-Device-Mac", MAC,
				"X-Original-URL", "https://app.example.org/", "X-Original-Method", "GET", "X-Forwarded-For",
				"127.0.0.1");
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", MAC };
	}

	private static String cookies(String token) {
		return "__Host-hellwall-token=" + token + "; __Host-hellwall-device=" + MAC.replace(":", "");
	}

	private static void introspect(String token) {
		Answer client = service.post("/admin/clients", "{\"name\":\"test\",\"mayIntrospect\":true,\"mayRevoke\":false}",
				service.adminKey());
		String basic = client.text("id") + ":" + client.text("secret");
		service.postForm("/oauth2/introspect", "token=" + token + "&mac=" + MAC, "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
	}

	private static void signIn(String email) {
		Answer first = service.postForm("/signin",
				"email=" + email + "&password=" + TestService.PASSWORD.replace(' ', '+'), "Sec-Fetch-Site",
				"same-origin");
		String cookies = first.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.map((cookie) -> cookie.substring(0, cookie.indexOf(';')))
			.collect(Collectors.joining("; "));
		service.postForm("/signin/passcode", "passcode=" + service.mailedPasscode(email), "Sec-Fetch-Site",
				"same-origin", "Cookie", cookies);
	}

	private static String newNetwork() {
		return "198.51.100." + NETWORKS.incrementAndGet();
	}

	private static byte[] id(String email) {
		return Objects
			.requireNonNull(creds.queryForObject("select id from account where email = ?", byte[].class, email));
	}

	private static void notice(Duration age, Duration nextAttempt) {
		long now = service.clock().millis();
		creds.update(
				"insert into notice (account_id, kind, day, at, attempts, next_attempt_at) values (?, ?, 1, ?, 1, ?)",
				id(service.newAccount()), "NEW_LOGIN", now - age.toMillis(), now + nextAttempt.toMillis());
	}

	private static void guesses(int failures) {
		passcodes.update("""
				insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
				values (randomblob(16), '', ?, 0, 0, ?)""", failures, service.clock().millis());
	}

	private static void delete(Connection writer) throws SQLException {
		try (Statement statement = writer.createStatement()) {
			statement.execute("delete from guess");
		}
	}

	/** Takes all places of those who want a password hashed. */
	private static void whileBusy(Runnable work) {
		PasswordHashes hashes = service.context().getBean(PasswordHashes.class);
		if (hashes.withHashingSlot(true, () -> {
			whileBusy(work);
			return true;
		}).isEmpty()) {
			work.run();
		}
	}

	/** Nobody listens where mails go. */
	private static void withoutMail(Runnable work) {
		JavaMailSenderImpl sender = service.context().getBean(JavaMailSenderImpl.class);
		int port = sender.getPort();
		sender.setPort(1);
		try {
			work.run();
		}
		finally {
			sender.setPort(port);
		}
	}

	private static void send(int port, String from, String request) {
		try (Socket socket = new Socket()) {
			socket.bind(new InetSocketAddress(from, 0));
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// The service closes the connection of whoever sends too much.
		}
	}

	private static void connect(String from, int count) {
		connect(from, count, from, 0);
	}

	/** Connects so often from each of two networks, and sends nothing. */
	private static void connect(String from, int count, String other, int more) {
		List<Socket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < count + more; i++) {
				Socket socket = new Socket();
				sockets.add(socket);
				socket.bind(new InetSocketAddress((i < count) ? from : other, 0));
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.loginPort()));
			}
			assertThat(sockets.getLast().getInputStream().read()).isEqualTo(-1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			sockets.forEach(MetricsTest::close);
			await().untilAsserted(() -> assertThat(gauge("hellwall_tcp_connections")).isZero());
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What makes a series grow. */
	interface Happening {

		void happen() throws Throwable;

	}

	/** What a client sends. */
	interface Request {

		String text();

	}

}
