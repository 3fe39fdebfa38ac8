package io.hellwall.http;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.Traces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A store that cannot work is no bug of ours, and a bug of ours is no store that cannot
 * work. What PostgreSQL does when it is away, locked or read-only is in
 * {@code DatabaseFaultsTest} and {@code FailoverTest}; too many hashes are in
 * {@code PasswordHashesTest}.
 */
@Slow
@Isolated("reads the log")
class StoreTroubleTest {

	@TempDir
	static Path folder;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(folder.resolve("shared"));
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void anyCallWhenOurSqlIsWrongThenInternalErrorWithATrace(TestStore store) throws SQLException {
		try (TestService own = TestService.start(folder, store); Traces traces = new Traces(own.dataDir())) {
			execute(own, "alter table account rename column phone to renamed");
			Answer read = own.get("/admin/accounts", own.adminKey());
			assertThat(read.problem()).isEqualTo("internal-error");
			assertThat(read.status()).isEqualTo(500);
			assertThat(read.header("Retry-After")).isEmpty();
			assertThat(read.body()).doesNotContain("phone", "column", "SQL");
			assertThat(create(own).problem()).isEqualTo("internal-error");
			assertThat(traces.logged()).anyMatch((line) -> line.startsWith("ERROR " + ExceptionProblems.class.getName())
					&& line.contains("phone") && line.contains("AccountsController"));
			execute(own, "alter table account rename column renamed to phone");
			assertThat(own.get("/admin/accounts", own.adminKey()).status()).isEqualTo(200);
		}
	}

	/** The connection that is told so is not used any more after it failed once. */
	@ParameterizedTest
	@ValueSource(strings = { "pragma query_only = on", "pragma max_page_count = 1" })
	void createWhenSqliteIsReadOnlyOrFullThenStoreUnavailable(String pragma) throws SQLException {
		execute(service, pragma);
		Answer answer = create(service);
		for (int i = 0; i < 500 && answer.status() == 201; i++) {
			answer = create(service);
		}
		assertUnavailable(answer);
		assertThat(create(service).status()).isEqualTo(201);
	}

	@Test
	void createWhenAnotherProcessHasLockedSqliteThenStoreUnavailable() throws SQLException {
		String url = "jdbc:sqlite:" + service.dataDir().resolve("op_creds.db");
		try (Connection other = DriverManager.getConnection(url); Statement statement = other.createStatement()) {
			statement.execute("begin immediate");
			assertUnavailable(create(service));
			statement.execute("rollback");
		}
		assertThat(create(service).status()).isEqualTo(201);
	}

	/** A proxy gets its answer long before SQLite gives up. */
	@Test
	void gatewayWhenItsDecisionFailsAfterTheAnswerThenLogged() throws SQLException {
		try (TestService own = TestService.start(folder.resolve("gateway"), "hellwall.trusted-proxies=127.0.0.1");
				Traces traces = new Traces(own.dataDir())) {
			String token = own.newToken();
			own.clock().advance(Duration.ofHours(1));
			String url = "jdbc:sqlite:" + own.dataDir().resolve("op_creds.db");
			try (Connection other = DriverManager.getConnection(url); Statement statement = other.createStatement()) {
				statement.execute("begin immediate");
				assertUnavailable(own.get("/gateway/forward-auth", "Authorization", "Bearer " + token, "X-Device-Mac",
						TestService.MAC, "X-Forwarded-For", "127.0.0.1", "X-Forwarded-Method", "GET",
						"X-Forwarded-Proto", "https", "X-Forwarded-Host", "app.example.com", "X-Forwarded-Uri", "/"));
				assertThat(traces.logged()).noneMatch(StoreTroubleTest::isTrouble);
				await().untilAsserted(() -> assertThat(traces.logged()).anyMatch(StoreTroubleTest::isTrouble));
				statement.execute("rollback");
			}
		}
	}

	private static boolean isTrouble(String line) {
		return line.startsWith("ERROR " + StoreTrouble.class.getName());
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.problem()).isEqualTo("store-unavailable");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("1");
	}

	private static Answer create(TestService service) {
		return service.post("/admin/accounts", "{\"email\":\"user-%s@example.org\",\"password\":\"%s\"}"
			.formatted(UUID.randomUUID(), TestService.PASSWORD), service.adminKey());
	}

	/** Through the connection that the service writes with. */
	private static void execute(TestService service, String sql) throws SQLException {
		DataSource creds = service.context().getBean("credsDataSource", DataSource.class);
		try (Connection connection = creds.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
