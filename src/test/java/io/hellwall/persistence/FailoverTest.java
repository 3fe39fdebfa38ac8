package io.hellwall.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is acknowledged is on both servers, and only the primary is believed. */
@Slow
@Isolated("measures how long a refusal takes")
class FailoverTest {

	private static final String MAC = TestService.MAC;

	private static final Duration PATIENCE = Duration.ofMillis(3500);

	@TempDir
	Path folder;

	TestCluster primary;

	TestCluster standby;

	TestService service;

	@BeforeEach
	void start() throws IOException {
		Path one = this.folder.resolve("one");
		Path two = this.folder.resolve("two");
		this.primary = new TestCluster(one);
		this.primary.close();
		FileSystemUtils.copyRecursively(one, two);
		Files.setPosixFilePermissions(two, Files.getPosixFilePermissions(one));
		configure(one, "synchronous_standby_names = '*'");
		configure(two, "primary_conninfo = 'host=127.0.0.1 port=" + this.primary.port() + " user=postgres'");
		Files.createFile(two.resolve("standby.signal"));
		this.primary.startAgain();
		this.standby = new TestCluster(two);
		String url = "jdbc:postgresql://127.0.0.1:" + this.primary.port() + ",127.0.0.1:" + this.standby.port()
				+ "/postgres?user=postgres";
		this.service = TestService.start(this.folder.resolve("service"), "hellwall.store.creds.url=" + url,
				"hellwall.store.passcodes.url=" + url);
	}

	@AfterEach
	void stop() throws IOException {
		this.service.close();
		this.standby.close();
		this.primary.close();
	}

	@Test
	void loginWhenTheStandbyIsAwayThenNothingNewIsAcknowledged() throws IOException {
		String token = this.service.newToken();
		String email = this.service.newAccount();
		String passcode = this.service.passcode(email, MAC);
		this.standby.close();
		assertThat(renew(token).problem()).isEqualTo("store-unavailable");
		assertThat(timed(() -> this.service.login(email, MAC, passcode)).problem()).isEqualTo("store-unavailable");
		assertThat(verify(token).text("status")).isEqualTo("authorized");
		this.standby.startAgain();
		await().atMost(Duration.ofSeconds(5)).until(() -> renew(token).status() == 200);
	}

	/**
	 * The standby has the whole log but has not replayed it: to who reads there, the
	 * ended session goes on.
	 */
	@Test
	void verifyWhenTheStandbyLagsThenIsNotAskedUntilItTakesOver() throws Exception {
		String good = this.service.newToken();
		String ended = this.service.newToken();
		await().until(() -> tokensOf(this.standby) == tokensOf(this.primary));
		this.standby.sql().execute("select pg_wal_replay_pause()");
		await().until(() -> "paused"
			.equals(this.standby.sql().queryForObject("select pg_get_wal_replay_pause_state()", String.class)));
		String late = this.service.newToken();
		assertThat(this.service.logout(ended, MAC).status()).isEqualTo(204);

		this.primary.crash();
		assertThat(verifyAtOnce(List.of(good, ended, late), 50))
			.allSatisfy((answer) -> assertThat(answer.problem()).isEqualTo("store-unavailable"));

		this.standby.sql().execute("select pg_promote(false)");
		await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(50)).until(() -> {
			assertThat(verify(ended).status()).isIn(401, 503);
			assertThat(verify(late).status()).isIn(200, 503);
			return renew(good).status() == 200;
		});
		assertThat(verify(renew(good).text("token")).text("status")).isEqualTo("authorized");
		assertThat(verify(late).text("status")).isEqualTo("authorized");
		assertThat(verify(this.service.newToken()).text("status")).isEqualTo("authorized");
		assertThat(verifyAtOnce(List.of(ended), 50)).allSatisfy((answer) -> assertThat(answer.status()).isEqualTo(401));
	}

	private static void configure(Path data, String line) throws IOException {
		Files.writeString(data.resolve("postgresql.auto.conf"), line + "\n", StandardOpenOption.APPEND);
	}

	private static long tokensOf(TestCluster cluster) {
		Long count = cluster.sql().queryForObject("select count(*) from hellwall_creds.master_token", Long.class);
		return (count != null) ? count : -1;
	}

	private List<Answer> verifyAtOnce(List<String> tokens, int times) throws Exception {
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> asked = new ArrayList<>();
			for (int i = 0; i < times; i++) {
				String token = tokens.get(i % tokens.size());
				asked.add(clients.submit(() -> verify(token)));
			}
			List<Answer> answers = new ArrayList<>();
			for (Future<Answer> answer : asked) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

	private Answer verify(String token) {
		return timed(() -> this.service.verify(token, MAC));
	}

	private Answer renew(String token) {
		return timed(() -> this.service.renew(token, MAC));
	}

	private static Answer timed(Supplier<Answer> call) {
		long asked = System.nanoTime();
		Answer answer = call.get();
		assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PATIENCE);
		return answer;
	}

}
