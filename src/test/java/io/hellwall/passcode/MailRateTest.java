package io.hellwall.passcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has mails sent to many accounts runs out of mails; who logged in from there before
 * does not.
 */
@Slow
class MailRateTest {

	private static final String MAC = TestService.MAC;

	private static final String NETWORK = "198.51.100.1";

	@Test
	void passcodeWhenTooManyMailsFromANetworkOrAllStrangersThenRefused(@TempDir Path dataDir) {
		try (TestService service = TestService.start(dataDir, "hellwall.limit.enabled=true",
				"hellwall.limit.mails=2/1h", "hellwall.limit.mails-in-all=3/1h",
				"hellwall.trusted-proxies=127.0.0.1")) {
			String known = service.newAccount();
			assertThat(ask(service, known, NETWORK).status()).isEqualTo(202);
			assertThat(service
				.post("/login",
						"{" + TestService.credentials(known, MAC) + ",\"passcode\":\"" + service.mailedPasscode(known)
								+ "\"}",
						"X-Forwarded-For", NETWORK)
				.status()).isEqualTo(200);
			assertThat(ask(service, service.newAccount(), NETWORK).status()).isEqualTo(202);
			Answer third = ask(service, service.newAccount(), NETWORK);
			assertThat(third.problem()).isEqualTo("too-many-requests");
			assertThat(third.header("Retry-After")).isEqualTo("3600");
			assertThat(ask(service, service.newAccount(), "198.51.100.2").status()).isEqualTo(202);
			assertThat(ask(service, service.newAccount(), "198.51.100.3").status()).isEqualTo(429);
			service.clock().advance(Duration.ofMinutes(1));
			assertThat(ask(service, known, NETWORK).status()).isEqualTo(202);
		}
	}

	/** Whoever may have no more mails cannot use up those of others. */
	@Test
	void passcodeWhenNothingIsMailedThenNothingIsCounted(@TempDir Path dataDir) {
		try (TestService service = TestService.start(dataDir, "hellwall.limit.enabled=true",
				"hellwall.limit.requests=1000/5m", "hellwall.limit.mails=3/1h", "hellwall.limit.mails-in-all=3/1h",
				"hellwall.trusted-proxies=127.0.0.1")) {
			String email = service.newAccount();
			assertThat(ask(service, email, NETWORK).status()).isEqualTo(202);
			for (int i = 0; i < 20; i++) {
				assertThat(ask(service, email, NETWORK).problem()).isEqualTo("passcode-recently-sent");
			}
			assertThat(ask(service, service.newAccount(), NETWORK).status()).isEqualTo(202);
			assertThat(ask(service, service.newAccount(), "198.51.100.2").status()).isEqualTo(202);
			Answer fourth = ask(service, service.newAccount(), "198.51.100.2");
			assertThat(fourth.problem()).isEqualTo("too-many-requests");
			new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class))
				.update("update guess set failures = 100 where origin = ''");
			Answer guarded = ask(service, email, NETWORK);
			assertThat(guarded.status()).as("where the answer must tell nothing").isEqualTo(202);
		}
	}

	@Test
	void passcodeWhenTwoNodesThenEachCountsTheMailsOfANetworkForItself(@TempDir Path dataDir) {
		String[] settings = Stream
			.concat(Stream.of(TestStore.POSTGRES.settings()),
					Stream.of("hellwall.limit.enabled=true", "hellwall.limit.mails=2/1h",
							"hellwall.limit.mails-in-all=3/1h", "hellwall.trusted-proxies=127.0.0.1",
							"hellwall.key=77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80"))
			.toArray(String[]::new);
		try (TestService left = TestService.start(dataDir.resolve("left"), settings);
				TestService right = TestService.start(dataDir.resolve("right"), settings)) {
			for (TestService node : List.of(left, right)) {
				assertThat(ask(node, left.newAccount(), NETWORK).status()).isEqualTo(202);
				assertThat(ask(node, left.newAccount(), NETWORK).status()).isEqualTo(202);
				assertThat(ask(node, left.newAccount(), NETWORK).status()).isEqualTo(429);
				assertThat(ask(node, left.newAccount(), "198.51.100.2").status()).isEqualTo(202);
				assertThat(ask(node, left.newAccount(), "198.51.100.3").status()).isEqualTo(429);
			}
		}
	}

	private static Answer ask(TestService service, String email, String network) {
		return service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}", "X-Forwarded-For", network);
	}

}
