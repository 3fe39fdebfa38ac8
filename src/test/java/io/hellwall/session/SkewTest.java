package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two nodes whose clocks differ by 30 s decide alike about whatever expires. */
@Slow
class SkewTest {

	private static final String MAC = TestService.MAC;

	private static final String KEY = "hellwall.key=77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	@TempDir
	static Path dataDir;

	static TestService behind;

	static TestService ahead;

	static JdbcTemplate database;

	@BeforeAll
	static void start() {
		String[] store = Stream.concat(Stream.of(TestStore.POSTGRES.settings()), Stream.of(KEY)).toArray(String[]::new);
		behind = TestService.startWrong(dataDir.resolve("behind"), Duration.ofSeconds(-15), store);
		ahead = TestService.startWrong(dataDir.resolve("ahead"), Duration.ofSeconds(15), store);
		database = new JdbcTemplate(behind.context().getBean("credsDataSource", DataSource.class));
	}

	@AfterAll
	static void stop() {
		behind.close();
		ahead.close();
	}

	@Test
	void loginWhenClocksDifferThenBothTellTheDatabasesTime() {
		for (TestService node : new TestService[] { behind, ahead }) {
			Answer answer = login(node, node);
			Instant expected = Instant.now().plus(Duration.ofHours(1));
			assertThat(Instant.parse(answer.text("expiresAt"))).isCloseTo(expected, within(3, ChronoUnit.SECONDS));
		}
	}

	@Test
	void loginWhenClocksDifferThenThePasscodeLivesAsLongOnBoth() {
		for (TestService node : new TestService[] { behind, ahead }) {
			TestService other = (node == ahead) ? behind : ahead;
			String email = node.newAccount();
			String passcode = node.passcode(email, MAC);
			endPasscodesIn(Duration.ofSeconds(10));
			assertThat(other.login(email, MAC, passcode).status()).isEqualTo(200);
			String late = node.newAccount();
			String latePasscode = node.passcode(late, MAC);
			endPasscodesIn(Duration.ZERO);
			assertThat(other.login(late, MAC, latePasscode).status()).isEqualTo(401);
		}
	}

	@Test
	void verifyWhenClocksDifferThenTheTokenExpiresAtTheSameMoment() {
		String token = login(ahead, behind).text("token");
		endTokensIn(Duration.ofSeconds(10));
		assertThat(behind.verify(token, MAC).text("status")).isEqualTo("authorized");
		assertThat(ahead.verify(token, MAC).text("status")).isEqualTo("authorized");
		endTokensIn(Duration.ZERO);
		assertThat(behind.verify(token, MAC).text("status")).isEqualTo("renew");
		assertThat(ahead.verify(token, MAC).text("status")).isEqualTo("renew");
	}

	/** By their own clocks the successor was used 30 s ago, or will be. */
	@Test
	void verifyWhenInFlightDuringARenewalThenIsNoReuse() {
		for (TestService node : new TestService[] { behind, ahead }) {
			TestService other = (node == ahead) ? behind : ahead;
			String token = login(node, other).text("token");
			String successor = node.renew(token, MAC).text("token");
			assertThat(node.verify(successor, MAC).text("status")).isEqualTo("authorized");
			assertThat(other.verify(token, MAC).text("token")).isEqualTo(successor);
		}
	}

	@Test
	void verifyWhenTheTokenIsACopyThenBothFindItOut() {
		for (TestService node : new TestService[] { behind, ahead }) {
			TestService other = (node == ahead) ? behind : ahead;
			String token = login(node, other).text("token");
			String successor = node.renew(token, MAC).text("token");
			node.verify(successor, MAC);
			database.update("update hellwall_creds.master_token set used_at = used_at - 10000");
			assertThat(other.verify(token, MAC).status()).isEqualTo(401);
			assertThat(node.verify(successor, MAC).status()).isEqualTo(401);
		}
	}

	private static Answer login(TestService asked, TestService told) {
		String email = asked.newAccount();
		return told.login(email, MAC, asked.passcode(email, MAC));
	}

	private static void endPasscodesIn(Duration left) {
		database.update("update hellwall_passcodes.passcode set expires_at = ?",
				Instant.now().plus(left).toEpochMilli());
	}

	private static void endTokensIn(Duration left) {
		database.update("update hellwall_creds.master_token set expires_at = ?",
				Instant.now().plus(left).toEpochMilli());
	}

}
