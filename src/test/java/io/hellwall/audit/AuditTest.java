package io.hellwall.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hellwall.TestService;
import io.hellwall.Traces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/** One line for each outcome; a row for those that an administrator will look for. */
@Isolated("reads the log")
class AuditTest {

	private static final String MAC = TestService.MAC;

	private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	@TempDir
	static Path folder;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(folder);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void logWhenAnythingEndsThenOneLineWithAccountAndSession() {
		String email = service.newAccount();
		try (Traces traces = new Traces(folder)) {
			String passcode = service.passcode(email, MAC);
			service.login(email, MAC, passcode.equals("AAAAAA") ? "BBBBBB" : "AAAAAA");
			String token = service.login(email, MAC, passcode).text("token");
			service.verify(token, MAC);
			service.renew(token, MAC);
			service.verify(token, "00:00:00:00:00:01");
			service.logout(token, MAC);
			service.logout(token, MAC);
			service.login("nobody@example.org", MAC, passcode);
			List<String> lines = audit(traces);
			assertThat(lines).extracting((line) -> line.replaceAll("=" + UUID_FORM, "=<id>"))
				.filteredOn((line) -> !line.startsWith("TOKEN_MISPLACED")) // comes later
				.containsExactly("PASSCODE_SENT account=<id> network=127.0.0.1/32 device=new",
						"LOGIN_DENIED account=<id> network=127.0.0.1/32 device=new reason=WRONG_PASSCODE",
						"LOGIN_GRANTED account=<id> session=<id> network=127.0.0.1/32 device=new",
						"RENEWED account=<id> session=<id> network=127.0.0.1/32",
						"UNAUTHORIZED account=<id> session=<id> network=127.0.0.1/32 reason=WRONG_DEVICE",
						"LOGGED_OUT account=<id> session=<id> network=127.0.0.1/32",
						"LOGOUT_IGNORED network=127.0.0.1/32",
						"LOGIN_DENIED network=127.0.0.1/32 device=new reason=UNKNOWN_ACCOUNT");
		}
	}

	@Test
	void verifyWhenDebugIsOnThenLogsALine() {
		String token = service.newToken();
		Logger logger = (Logger) LoggerFactory.getLogger("hellwall.audit");
		logger.setLevel(Level.DEBUG);
		try (Traces traces = new Traces(folder)) {
			service.verify(token, MAC);
			assertThat(traces.logged()).filteredOn((line) -> line.contains("hellwall.audit"))
				.singleElement()
				.asString()
				.matches("DEBUG hellwall.audit AUTHORIZED account=" + UUID_FORM + " session=" + UUID_FORM
						+ " network=127.0.0.1/32");
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void recordsWhenOnlyLoggedThenFollowsTheLevel() {
		Audit audit = service.context().getBean(Audit.class);
		assertThat(audit.records(Event.AUTHORIZED)).isFalse();
		assertThat(audit.records(Event.UNAUTHORIZED)).isTrue();
		Logger logger = (Logger) LoggerFactory.getLogger("hellwall.audit");
		logger.setLevel(Level.WARN);
		try {
			assertThat(audit.records(Event.UNAUTHORIZED)).isFalse();
			assertThat(audit.records(Event.LOGIN_DENIED)).isTrue();
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void appendWhenStrangersAskThenNoRowAndPurgeDeletesOldRows() {
		int before = rows();
		service.login("nobody@example.org", MAC, "AAAAAA");
		service.verify("0".repeat(64), MAC);
		assertThat(rows()).isEqualTo(before);
		service.newAccount();
		assertThat(rows()).isEqualTo(before + 1);
		service.clock().advance(Duration.ofDays(365));
		service.context().getBean(AuditPurge.class).purge();
		assertThat(rows()).isPositive();
		service.clock().advance(Duration.ofMillis(1));
		service.context().getBean(AuditPurge.class).purge();
		assertThat(rows()).isZero();
	}

	@Test
	void closeWhenRefusalsWaitThenStoresThemFirst(@TempDir Path home) throws Exception {
		TestService ending = TestService.start(home);
		String email = ending.newAccount();
		try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("op_creds.db"));
				Statement lock = other.createStatement()) {
			lock.execute("begin immediate");
			assertThat(ending.login(email, MAC, "AAAAAA").status()).isEqualTo(401);
			Thread end = Thread.ofPlatform().start(ending::close);
			await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
			lock.execute("rollback");
			end.join(Duration.ofSeconds(20));
		}
		try (Connection later = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("op_creds.db"));
				Statement query = later.createStatement();
				ResultSet events = query
					.executeQuery("select count(*) from audit_event where event = 'LOGIN_DENIED'")) {
			assertThat(events.getInt(1)).isEqualTo(1);
		}
	}

	@Test
	void appendWhenTheStoreFailsThenStoresTheRefusalLater() throws Exception {
		Queue<Integer> stored = new ConcurrentLinkedQueue<>();
		AtomicBoolean fails = new AtomicBoolean(true);
		Refusals refusals = mock(Refusals.class);
		willAnswer((call) -> {
			List<?> some = call.getArgument(0);
			if (!some.isEmpty() && fails.getAndSet(false)) {
				throw new QueryTimeoutException("locked");
			}
			stored.add(some.size());
			return null;
		}).given(refusals).store(any());
		Audit audit = new Audit(mock(AuditWriter.class), refusals, InstantSource.fixed(Instant.EPOCH));
		audit.append(Entry.of(Event.LOGIN_DENIED).account(UUID.randomUUID()));
		await().untilAsserted(() -> assertThat(stored).contains(1));
		audit.storeTheRest();
		assertThat(stored.stream().mapToInt(Integer::intValue).sum()).isOne();
	}

	private static List<String> audit(Traces traces) {
		return traces.logged()
			.stream()
			.filter((line) -> line.startsWith("INFO hellwall.audit "))
			.map((line) -> line.substring("INFO hellwall.audit ".length()))
			.toList();
	}

	private static int rows() {
		Integer count = new JdbcTemplate(service.context().getBean(DataSource.class))
			.queryForObject("select count(*) from audit_event", Integer.class);
		return (count != null) ? count : 0;
	}

}
