package io.hellwall.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever becomes of the database, nobody is let in who was not looked up. */
@Slow
@Isolated("measures how long a refusal takes")
class DatabaseFaultsTest {

	private static final String MAC = TestService.MAC;

	private static final Duration PATIENCE = Duration.ofMillis(3500);

	@TempDir
	static Path folder;

	static TestCluster database;

	static Wire wire;

	static TestService service;

	static String good;

	static String revoked;

	@BeforeAll
	static void start() throws Exception {
		database = new TestCluster(folder.resolve("database"));
		wire = new Wire(database.port());
		String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + "/postgres?user=postgres";
		service = TestService.start(folder.resolve("service"), "hellwall.store.creds.url=" + url,
				"hellwall.store.passcodes.url=" + url);
		good = service.newToken();
		revoked = service.newToken();
		assertThat(service.logout(revoked, MAC).status()).isEqualTo(204);
	}

	@AfterAll
	static void stop() throws Exception {
		service.close();
		wire.close();
		database.close();
	}

	@Test
	void anyCallWhenTheDatabaseCrashedThenWorksOnceItIsBack() throws Exception {
		database.crash();
		refusesEverybody();
		assertThat(service.pipe(service.requestPort(), good + "|" + MAC + "|x")).isEmpty();
		database.startAgain();
		recovers();
	}

	@Test
	void anyCallWhenBackendsAreKilledThenNothingAcknowledgedIsLost() throws Exception {
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				String token = (i % 2 == 0) ? good : revoked;
				answers.add(clients.submit(() -> verify(token)));
				if (i % 50 == 25) {
					database.sql()
						.query("select pg_terminate_backend(pid) from pg_stat_activity where query not like '%pg_terminate%'",
								(row) -> {
								});
				}
			}
			for (int i = 0; i < answers.size(); i++) {
				assertThat(answers.get(i).get().status()).isIn((i % 2 == 0) ? 200 : 401, 503);
			}
		}
		recovers();
	}

	@Test
	void anyCallWhenAllConnectionsWaitForALockThenIsRefusedInTime() throws Exception {
		try (Connection other = database.connect(); Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("lock table hellwall_creds.master_token in access exclusive mode");
			refusesEverybody();
			// "unauthorized" would have the client throw its good token away.
			assertThat(service.pipe(service.requestPort(), good + "|" + MAC + "|x\n")).isEmpty();
			other.rollback();
		}
		recovers();
		assertThat(service.pipe(service.requestPort(), good + "|" + MAC + "|x\n")).isEqualTo("authorized\n");
	}

	@Test
	void anyCallWhenTheDatabaseIsFiveSecondsAwayThenIsRefusedInTime() {
		wire.delay(5000);
		refusesEverybody();
		wire.delay(0);
		recovers();
	}

	@Test
	void anyCallWhenConnectionsAreHalfOpenThenWorksAgain() {
		wire.freezeExisting();
		recovers();
	}

	@Test
	void anyCallWhenTheNetworkFellSilentThenWorksOnceItIsBack() {
		wire.freeze();
		refusesEverybody();
		wire.thaw();
		recovers();
	}

	/** 50 at once: more than there are connections. */
	private static void refusesEverybody() {
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				String token = List.of(good, revoked, "0".repeat(64)).get(i % 3);
				answers.add(clients.submit(() -> verify(token)));
			}
			assertThat(answers)
				.allSatisfy((answer) -> assertThat(answer.get().problem()).isEqualTo("store-unavailable"));
		}
	}

	private static Answer verify(String token) {
		long asked = System.nanoTime();
		Answer answer = service.verify(token, MAC);
		assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PATIENCE);
		return answer;
	}

	/** A login needs both stores, each of which has connections of its own. */
	private static void recovers() {
		await().atMost(Duration.ofSeconds(5))
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptionsInstanceOf(IllegalStateException.class)
			.until(() -> verify(good).status() == 200 && verify(service.newToken()).status() == 200);
		assertThat(verify(revoked).status()).isEqualTo(401);
		assertThat(verify("0".repeat(64)).status()).isEqualTo(401);
	}

}
