package io.hellwall.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TracedPostgres;
import io.hellwall.TracedPostgres.Step;
import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Audit;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What each request costs PostgreSQL, which is what {@code src/docs/scale.md} says. */
class RequestCostTest {

	private static final String MAC = TestService.MAC;

	private static final Device OTHER = new Device(MacAddress.parse("aa:bb:cc:dd:ee:02"), IpAddress.parse("127.0.0.1"));

	/** A name and seven numbers. */
	private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\|((?: \\d+ \\|){7})");

	@TempDir
	static Path folder;

	static TracedPostgres server;

	static TestService service;

	/** What was measured, by the name of its row in the document. */
	private final Map<String, RequestCost> costs = new LinkedHashMap<>();

	/** Bytes added to PostgreSQL's log of changes, likewise. */
	private final Map<String, Long> bytes = new LinkedHashMap<>();

	@BeforeAll
	static void start() {
		server = TracedPostgres.start(folder.resolve("postgres"));
		service = TestService.start(folder.resolve("data"), server.settings()).withoutOtherWork();
	}

	@AfterAll
	static void stop() {
		service.close();
		server.close();
	}

	@Test
	void verifyWhenAuthorizedThenIsOneSelectWithoutWriteLockOrDisk() {
		String token = service.newToken();
		service.verify(token, MAC);
		List<Step> steps = server
			.during(() -> assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized"));
		assertThat(steps).hasSize(1);
		assertThat(steps.getFirst().sql()).startsWith("select ").doesNotContain(" for ");
		assertThat(RequestCost.of(steps)).isEqualTo(new RequestCost(1, 0, 3, 0, 0, 0));
	}

	@Test
	void anyCallWhenTracedThenCostsWhatTheDocumentSays() throws Exception {
		String email = service.newAccount();
		cost("passcode", 202, () -> service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}"));
		String passcode = service.mailedPasscode(email);
		cost("login, wrong passcode", 401, () -> refused(email, 1));
		String first = cost("login, granted", 200, () -> service.login(email, MAC, passcode)).text("token");
		cost("login, unknown account", 401, () -> refused("nobody-at-all@example.org", 0));
		cost("verify, authorized", 200, () -> service.verify(first, MAC));
		cost("verify, unknown token", 401, () -> service.verify("0".repeat(64), MAC));
		service.clock().advance(Duration.ofHours(1));
		String second = cost("verify, expired", 200, () -> service.verify(first, MAC)).text("token");
		cost("verify, expired, asked again", 200, () -> service.verify(first, MAC));
		cost("verify, first use of a successor", 200, () -> service.verify(second, MAC));
		String[] bearer = { "Authorization", "Bearer " + second, "X-Device-Mac", MAC };
		cost("sessions, listed", 200, () -> service.get("/sessions", bearer));
		String other = service.context()
			.getBean(Sessions.class)
			.open(account(email), OTHER, false)
			.session()
			.toString();
		cost("session, ended", 204, () -> service.delete("/sessions/" + other, bearer));
		service.context().getBean(Sessions.class).open(account(email), OTHER, false);
		cost("other sessions, ended", 204, () -> service.delete("/sessions", bearer));
		measure("use of a session, stored", () -> service.context().getBean(Sightings.class).store());
		String third = cost("renew, early", 200, () -> service.renew(second, MAC)).text("token");
		cost("logout", 204, () -> service.logout(third, MAC));
		Files.createDirectories(Path.of("target/scale"));
		Files.writeString(Path.of("target/scale/requests.md"), table());
		Map<String, List<Long>> document = document();
		assertThat(document).containsOnlyKeys(this.costs.keySet());
		this.costs.forEach((name, it) -> {
			List<Long> row = document.getOrDefault(name, List.of());
			assertThat(new RequestCost(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5))).as(name)
				.isEqualTo(it);
			// The server has business of its own, and rows are not of one length.
			assertThat(row.get(6)).as("bytes of " + name)
				.isCloseTo(this.bytes.getOrDefault(name, 0L), within(100 + row.get(6) / 2));
		});
	}

	/** The time it takes would else tell reasons apart. */
	@Test
	void loginWhenRefusedThenDoesTheSameForEachReason() {
		RequestCost unknown = untilAnswered("nobody-else@example.org", 0);
		String active = service.newAccount();
		assertSameWork(untilAnswered(active, 1), unknown);
		String disabled = service.newAccount();
		new JdbcTemplate(server.outside())
			.update("update hellwall_creds.account set status = 'DISABLED' where email = ?", disabled);
		assertSameWork(untilAnswered(disabled, 1), unknown);
		service.passcode(active, MAC);
		RequestCost wrongPasscode = untilAnswered(active, 1);
		assertThat(wrongPasscode.flushes()).as("wrong passcode").isEqualTo(unknown.flushes());
		assertThat(wrongPasscode.transactions()).as("wrong passcode").isEqualTo(unknown.transactions());
		guard("blocked_until = " + Long.MAX_VALUE);
		RequestCost waiting = untilAnswered(active, 1);
		assertThat(waiting.flushes()).as("waiting").isEqualTo(unknown.flushes());
		assertThat(waiting.transactions()).as("waiting").isEqualTo(unknown.transactions());
	}

	/** Likewise, whether a password is right. The rest is done after the answer. */
	@Test
	void passcodeWhenGuardedThenDoesTheSameBeforeTheAnswer() {
		String known = service.newAccount();
		String unknown = "nobody-guarded@example.org";
		List<List<String>> work = new ArrayList<>();
		for (String address : List.of(known, unknown)) {
			refused(address, address.equals(known) ? 1 : 0);
			for (String password : List.of(TestService.PASSWORD, "correct horse battery stable")) {
				guard("failures = 200 where origin = ''");
				work.add(untilSettled(address, password));
				work.add(untilSettled(address, password));
			}
			guard("blocked_until = " + Long.MAX_VALUE + " where origin <> ''");
			work.add(untilSettled(address, TestService.PASSWORD));
		}
		assertThat(work.getFirst()).hasSize(5);
		assertThat(work).hasSize(10).containsOnly(work.getFirst());
		assertThat(service.passcodesTo(known)).isEqualTo(1);
	}

	private static void guard(String change) {
		new JdbcTemplate(server.outside()).update("update hellwall_passcodes.guess set " + change);
	}

	/** The beginnings of the statements. */
	private static List<String> untilSettled(String email, String password) {
		JdbcTemplate outside = new JdbcTemplate(server.outside());
		String done = "select sum(settled) from hellwall_passcodes.guess";
		Integer before = outside.queryForObject(done, Integer.class);
		storeAudit();
		List<Step> steps = server.during(() -> {
			assertThat(service
				.post("/passcode",
						"{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(MAC, email, password))
				.status()).isEqualTo(202);
			await().until(() -> !Objects.equals(outside.queryForObject(done, Integer.class), before));
		});
		return steps.stream()
			.map(Step::sql)
			.filter((sql) -> !sql.contains(" audit_event")) // of the request before
			.takeWhile((sql) -> !sql.contains("settled"))
			.map((sql) -> sql.substring(0, Math.min(12, sql.length())))
			.filter((sql) -> sql.matches("(select|insert|update|delete) .*")) // ours, not
																				// the
																				// driver's
			.toList();
	}

	private static void assertSameWork(RequestCost one, RequestCost other) {
		assertThat(one).usingRecursiveComparison().ignoringFields("rowsRead").isEqualTo(other);
	}

	/** Without the audit event, which is stored afterwards. */
	private static RequestCost untilAnswered(String email, int events) {
		List<Step> steps = server.during(() -> refused(email, events));
		for (int step = 0; step < steps.size(); step++) {
			if (steps.get(step).sql().contains("audit_event")) {
				return RequestCost.of(steps.subList(0, step - 1));
			}
		}
		assertThat(events).isZero();
		return RequestCost.of(steps);
	}

	/**
	 * Waits until so many audit events were stored of it, which happens after it is
	 * answered.
	 */
	private static Answer refused(String email, int events) {
		storeAudit();
		int before = events();
		Answer answer = service.login(email, MAC, "222222");
		assertThat(answer.status()).isEqualTo(401);
		await().until(() -> events() == before + events);
		return answer;
	}

	/** Waits until the events of requests before are stored. */
	private static void storeAudit() {
		Queue<?> waiting = (Queue<?>) Objects
			.requireNonNull(ReflectionTestUtils.getField(service.context().getBean(Audit.class), "waiting"));
		await().until(waiting::isEmpty);
	}

	private static int events() {
		return Objects.requireNonNull(new JdbcTemplate(server.outside())
			.queryForObject("select count(*) from hellwall_creds.audit_event", Integer.class));
	}

	private static Map<String, List<Long>> document() throws IOException {
		Map<String, List<Long>> rows = new LinkedHashMap<>();
		for (String line : Files.readAllLines(Path.of("src/docs/scale.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				rows.put(row.group(1),
						Stream.of(row.group(2).split("\\|")).map((it) -> Long.valueOf(it.strip())).toList());
			}
		}
		return rows;
	}

	private Answer cost(String name, int status, Supplier<Answer> request) {
		Answer[] answer = new Answer[1];
		measure(name, () -> answer[0] = request.get());
		assertThat(answer[0].status()).as(name).isEqualTo(status);
		return answer[0];
	}

	private void measure(String name, Runnable work) {
		storeAudit();
		JdbcTemplate outside = new JdbcTemplate(server.outside());
		String before = position(outside);
		List<Step> steps = server.during(work);
		Long written = outside.queryForObject("select pg_current_wal_insert_lsn() - ?::pg_lsn", Long.class, before);
		this.costs.put(name, RequestCost.of(steps));
		this.bytes.put(name, Objects.requireNonNull(written));
	}

	private static Account account(String email) {
		return service.context().getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow();
	}

	private static String position(JdbcTemplate outside) {
		return Objects.requireNonNull(outside.queryForObject("select pg_current_wal_insert_lsn()::text", String.class));
	}

	private String table() {
		StringBuilder table = new StringBuilder();
		this.costs.forEach((name,
				it) -> table.append("| %s | %d | %d | %d | %d | %d | %d | %d |%n".formatted(name, it.statements(),
						it.transactions(), it.rowsRead(), it.rowsWritten(), it.rowLocks(), it.flushes(),
						this.bytes.get(name))));
		return table.toString();
	}

}
