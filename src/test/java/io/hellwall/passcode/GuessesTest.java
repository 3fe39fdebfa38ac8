package io.hellwall.passcode;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Who guesses runs out of guesses, and nobody else does. */
@ParameterizedClass
@EnumSource(TestStore.class)
class GuessesTest {

	/** Whose the victim's network is; strangers have others. */
	private static final String HOME = "203.0.113.7";

	private static final String MAC = TestService.MAC;

	@TempDir
	static Path dataDir;

	static TestService service;

	static JdbcTemplate database;

	@Parameter
	TestStore store;

	private String email = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = TestService.start(dataDir, store, "hellwall.trusted-proxies=127.0.0.1");
		database = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		service.close();
	}

	@BeforeEach
	void account() {
		this.email = service.newAccount();
	}

	@Test
	void loginWhenTenFailuresInARowThenTheNetworkWaitsLongerAndLonger() {
		String passcode = passcode(HOME, MAC);
		fail(HOME, 10);
		String fresh = passcodeLater(HOME, MAC, Duration.ZERO);
		assertThat(fresh).isNotEqualTo(passcode);
		service.clock().advance(Duration.ofSeconds(30).minusMillis(1));
		assertThat(login(HOME, MAC, fresh).problem()).isEqualTo("invalid-credentials");
		service.clock().advance(Duration.ofMillis(1));
		fail(HOME, 1);
		service.clock().advance(Duration.ofSeconds(60).minusMillis(1));
		assertThat(login(HOME, MAC, fresh).status()).isEqualTo(401);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(login(HOME, MAC, fresh).status()).isEqualTo(200);
	}

	@Test
	void loginWhenItFailsOnAndOnThenWaitsAnHourAtMost() {
		for (int i = 0; i < 20; i++) {
			fail(HOME, 1);
			service.clock().advance(Duration.ofHours(1));
		}
		fail(HOME, 1);
		service.clock().advance(Duration.ofHours(1).minusMillis(1));
		String passcode = passcode(HOME, MAC);
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(401);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void loginWhenPasscodeDeviceSpellingOrProtocolChangesThenNoMoreGuesses() {
		for (int i = 0; i < 10; i++) {
			String mac = "02:00:00:00:00:%02x".formatted(i);
			String spelling = (i % 2 == 0) ? this.email : this.email.toUpperCase(Locale.ROOT);
			if (i % 3 == 0) {
				// The pipe protocol knows no proxies: its client is 127.0.0.1.
				assertThat(service.pipe(service.loginPort(),
						String.join("|", mac, spelling, "None", TestService.PASSWORD, "AAAAAA") + "\n"))
					.isEqualTo("False\n");
			}
			else {
				assertThat(loginAs(spelling, "127.0.0.1", mac, "AAAAAA").status()).isEqualTo(401);
			}
		}
		String passcode = passcode("127.0.0.1", MAC);
		assertThat(login("127.0.0.1", MAC, passcode).status()).isEqualTo(401);
		assertThat(failures("network 127.0.0.1/32")).isEqualTo(10);
	}

	@Test
	void loginWhenItSucceedsThenFailuresAreForgotten() {
		int others = rows();
		for (int i = 0; i < 3; i++) { // the network fails, then twice the place, known by
										// then
			for (int j = 0; j < 9; j++) {
				assertThat(login(HOME, MAC, "AAAAAA").status()).isEqualTo(401);
			}
			assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
			assertThat(rows()).isEqualTo(others);
			service.clock().advance(Duration.ofMinutes(1));
		}
	}

	private static int rows() {
		return Objects.requireNonNull(database.queryForObject("select count(*) from guess", Integer.class));
	}

	@Test
	void loginWhenThePasswordIsWrongThenItIsAFailure() {
		String passcode = passcode(HOME, MAC);
		service.post("/login", "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"another password\",\"passcode\":\"%s\"}"
			.formatted(MAC, this.email, passcode), "X-Forwarded-For", HOME);
		assertThat(failures("network " + HOME + "/32")).isEqualTo(1);
	}

	@Test
	void loginWhenAStrangerFailsThenOnlyThatNetworkWaits() {
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		service.clock().advance(Duration.ofMinutes(1));
		String passcode = passcode(HOME, MAC);
		fail("198.51.100.66", 200);
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(200);
		assertThat(counted("network 198.51.100.66/32")).isEqualTo(200);
	}

	@Test
	void passcodeWhenStrangersKnowThePasswordThenTheVictimsMailsAreLeft() {
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		for (int i = 0; i < 5; i++) {
			service.clock().advance(Duration.ofMinutes(1));
			ask("198.51.100." + i, MAC);
		}
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(ask("198.51.100.66", MAC).status()).isEqualTo(429);
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
	}

	@Test
	void passcodeWhenItIsTheSixthInAnHourThenHasToWait() {
		for (int i = 0; i < 5; i++) {
			passcode(HOME, MAC);
			service.clock().advance(Duration.ofMinutes(1));
		}
		Answer answer = ask(HOME, MAC);
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.header("Retry-After")).isEqualTo("3300");
		service.clock().advance(Duration.ofMinutes(55).minusMillis(1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(429);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(202);
	}

	@Test
	void loginWhenAPlaceFailedAHundredTimesThenItMayGuessNoMore() {
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		assertThat(login(HOME, MAC, "AAAAAA").status()).isEqualTo(401);
		database.update("update guess set failures = 99 where origin like 'place %'");
		assertThat(login(HOME, MAC, "AAAAAA").status()).isEqualTo(401);
		service.clock().advance(Duration.ofDays(2));
		service.context().getBean(PasscodePurge.class).purge();
		String passcode = passcode(HOME, MAC);
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(401);
		assertThat(forget().status()).isEqualTo(204);
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(200);
	}

	/** Of two at once, the one that looked at the clock first may come second. */
	@Test
	void passcodeWhenAnotherRequestOvertakesThenNoMail() {
		service.clock().advance(Duration.ofMinutes(1));
		ask(HOME, MAC);
		service.clock().advance(Duration.ofMillis(-1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(429);
		service.clock().advance(Duration.ofMinutes(-1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(202); // the clock was set back
		for (int i = 0; i < 3; i++) {
			service.clock().advance(Duration.ofMinutes(1));
			passcode(HOME, MAC);
		}
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(429);
	}

	@Test
	void loginWhenStrangersFailedAHundredTimesThenAnAdministratorMustAllowMore() {
		fail("198.51.100.1", 2);
		database.update("update guess set failures = failures + 97 where origin = ''");
		fail("198.51.100.2", 1);
		String passcode = passcode("198.51.100.66", MAC);
		assertThat(login("198.51.100.66", MAC, passcode).status()).isEqualTo(401);
		service.clock().advance(Duration.ofDays(2));
		service.context().getBean(PasscodePurge.class).purge();
		passcode = passcode("198.51.100.66", MAC);
		assertThat(login("198.51.100.66", MAC, passcode).status()).isEqualTo(401);
		assertThat(forget().status()).isEqualTo(204);
		assertThat(login("198.51.100.66", MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void loginWhenTwoHundredGuessesAtOnceThenAllAreCountedAndFiveLookedAt() throws Exception {
		String passcode = passcode("127.0.0.1", MAC);
		String wrong = (passcode.startsWith("A") ? "B" : "A") + passcode.substring(1);
		CyclicBarrier together = new CyclicBarrier(50);
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> guesses = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				int client = i;
				guesses.add(clients.submit(() -> {
					together.await();
					boolean in = false;
					for (int j = 0; j < 4; j++) {
						in |= guess(client % 5 > 0, wrong);
					}
					return in;
				}));
			}
			for (Future<Boolean> guess : guesses) {
				assertThat(guess.get()).isFalse();
			}
		}
		assertThat(counted("network 127.0.0.1/32")).isGreaterThanOrEqualTo(200);
		assertThat(database.queryForObject(
				"select attempts from passcode where mac = ? and network = '127.0.0.1/32'" + " and account_id = ?",
				Integer.class, MAC, accountId()))
			.isEqualTo(5);
	}

	/**
	 * Fifty at once may be too many for a slow machine. A guess that was not decided is
	 * made again.
	 */
	private boolean guess(boolean http, String wrong) {
		if (http) {
			Answer answer = login("127.0.0.1", MAC, wrong);
			while (answer.status() == 503) {
				answer = login("127.0.0.1", MAC, wrong);
			}
			return answer.status() == 200;
		}
		String request = String.join("|", MAC, this.email, "None", TestService.PASSWORD, wrong) + "\n";
		String reply = service.pipe(service.loginPort(), request);
		while (reply.isEmpty()) {
			reply = service.pipe(service.loginPort(), request);
		}
		return reply.startsWith("Awfer");
	}

	private void fail(String network, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(login(network, "02:00:00:00:00:01", "AAAAAA").problem()).isEqualTo("invalid-credentials");
		}
	}

	private String passcode(String network, String mac) {
		Answer answer = ask(network, mac);
		assertThat(answer.status()).as(answer.body()).isEqualTo(202);
		return service.mailedPasscode(this.email);
	}

	private String passcodeLater(String network, String mac, Duration pause) {
		service.clock().advance(pause.plusMinutes(1));
		database.update("update guess set blocked_until = blocked_until + ? where blocked_until > 0",
				pause.plusMinutes(1).toMillis());
		return passcode(network, mac);
	}

	private Answer ask(String network, String mac) {
		return service.post("/passcode", "{" + TestService.credentials(this.email, mac) + "}", "X-Forwarded-For",
				network);
	}

	private Answer login(String network, String mac, String passcode) {
		return loginAs(this.email, network, mac, passcode);
	}

	private static Answer loginAs(String email, String network, String mac, String passcode) {
		return service.post("/login", "{" + TestService.credentials(email, mac) + ",\"passcode\":\"" + passcode + "\"}",
				"X-Forwarded-For", network);
	}

	private Answer forget() {
		String id = service.context()
			.getBean(Accounts.class)
			.find(EmailAddress.parse(this.email))
			.orElseThrow()
			.id()
			.toString();
		return service.send(HttpRequest.newBuilder(service.uri("/admin/accounts/" + id + "/guesses"))
			.headers(service.adminKey())
			.DELETE()
			.build());
	}

	private int failures(String origin) {
		return sum("failures", origin);
	}

	private int counted(String origin) {
		return sum("failures + refused", origin);
	}

	/** Of the account of this test. */
	private int sum(String columns, String origin) {
		Integer sum = database.queryForObject("select " + columns + " from guess where origin = ? and account_id = ?",
				Integer.class, origin, accountId());
		return (sum != null) ? sum : 0;
	}

	/** As the database has it: bytes, or a UUID. */
	private Object accountId() {
		JdbcTemplate creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
		return creds.query("select id from account where email = ?", (row, number) -> row.getObject(1), this.email)
			.getFirst();
	}

}
