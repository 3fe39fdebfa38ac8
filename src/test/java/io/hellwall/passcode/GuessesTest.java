package io.hellwall.passcode;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** Who guesses runs out of guesses, and nobody else does. */
@EachStore
class GuessesTest {

	/** Whose the victim's network is; strangers have others. */
	private static final String HOME = "203.0.113.7";

	private static final String MAC = TestService.MAC;

	private static final String WRONG = "correct horse battery stable";

	static TestService service;

	static JdbcTemplate database;

	@Parameter
	TestStore store;

	private String email = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1");
		database = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void account() {
		this.email = service.newAccount();
	}

	@Test
	void loginWhenTenFailuresInARowThenTheNetworkWaitsLongerAndLonger() {
		String passcode = passcode(HOME, MAC);
		fail(HOME, 10);
		service.clock().advance(Duration.ofSeconds(30).minusMillis(1));
		assertThat(login(HOME, MAC, passcode).problem()).isEqualTo("invalid-credentials");
		assertThat(ask(HOME, MAC).problem()).isEqualTo("invalid-credentials");
		service.clock().advance(Duration.ofMillis(1));
		fail(HOME, 1);
		service.clock().advance(Duration.ofSeconds(60).minusMillis(1));
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(401);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(login(HOME, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void loginWhenItFailsOnAndOnThenWaitsAnHourAtMost() {
		for (int i = 0; i < 20; i++) {
			fail(HOME, 1);
			service.clock().advance(Duration.ofHours(1));
		}
		fail(HOME, 1);
		service.clock().advance(Duration.ofHours(1).minusMillis(1));
		assertThat(ask(HOME, MAC).status()).isEqualTo(401);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenCallDeviceSpellingOrProtocolChangesThenNoMoreGuesses() {
		for (int i = 0; i < 10; i++) {
			String mac = "02:00:00:00:00:%02x".formatted(i);
			String spelling = (i % 2 == 0) ? this.email : this.email.toUpperCase(Locale.ROOT);
			switch (i % 4) {
				// The pipe protocol knows no proxies: its client is 127.0.0.1.
				case 0 -> assertThat(service.pipe(service.loginPort(),
						String.join("|", mac, spelling, "None", WRONG, "AAAAAA") + "\n"))
					.isEqualTo("False\n");
				case 1 -> assertThat(service.pipe(service.passcodePort(),
						String.join("|", "require_passcode", mac, WRONG, "None", spelling) + "\n"))
					.isEqualTo("False\n");
				case 2 -> assertThat(guess("/passcode", spelling, "127.0.0.1", mac).status()).isEqualTo(401);
				default -> assertThat(guess("/login", spelling, "127.0.0.1", mac).status()).isEqualTo(401);
			}
		}
		assertThat(ask("127.0.0.1", MAC).status()).isEqualTo(401);
		assertThat(failures("network 127.0.0.1/32")).isEqualTo(10);
		assertThat(failures("")).isEqualTo(10);
	}

	@Test
	void loginWhenItSucceedsThenFailuresAreForgotten() {
		int others = rows();
		for (int i = 0; i < 3; i++) { // the network fails, then twice the place, known by
										// then
			for (int j = 0; j < 9; j++) {
				assertThat(guess("/login", this.email, HOME, MAC).status()).isEqualTo(401);
			}
			assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
			assertThat(rows()).isEqualTo(others);
		}
	}

	private static int rows() {
		return Objects.requireNonNull(database.queryForObject("select count(*) from guess", Integer.class));
	}

	@Test
	void loginWhenThePasswordIsRightThenItsOriginStartsAgainAndNoOther() {
		fail(HOME, 8);
		fail("198.51.100.1", 3);
		passcode(HOME, MAC);
		assertThat(failures("network " + HOME + "/32")).isZero();
		assertThat(failures("network 198.51.100.1/32")).isEqualTo(3);
		assertThat(failures("")).isEqualTo(11);
		fail(HOME, 9);
		assertThat(login(HOME, MAC, "AAAAAA").status()).isEqualTo(401);
		assertThat(failures("network " + HOME + "/32")).isZero();
		assertThat(failures("")).isEqualTo(20);
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
	void loginWhenAPlaceFailedAHundredTimesThenItWaitsAnHourAndNobodyElseDoes() {
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		assertThat(guess("/login", this.email, HOME, MAC).status()).isEqualTo(401);
		database.update("update guess set failures = 100 where origin like 'place %' and account_id = ?", accountId());
		assertThat(guess("/login", this.email, HOME, MAC).status()).isEqualTo(401);
		assertThat(ask(HOME, MAC).status()).isEqualTo(401);
		assertThat(login("198.51.100.1", MAC, passcode("198.51.100.1", MAC)).status()).isEqualTo(200);
		service.clock().advance(Duration.ofHours(1));
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenFromAKnownPlaceThenTheCountOfStrangersStays() {
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		fail("198.51.100.1", 7);
		assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		assertThat(failures("")).isEqualTo(7);
		assertThat(login("198.51.100.2", MAC, passcode("198.51.100.2", MAC)).status()).isEqualTo(200);
		assertThat(counts("")).isEmpty();
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
	void purgeWhenNothingChangedThenNetworksGoAfterADayAndAllStrangersAfterThirty() {
		Runnable purge = () -> service.context()
			.getBeansOfType(ScheduledTaskHolder.class)
			.values()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.map(ScheduledTask::getTask)
			.filter((task) -> task.toString().endsWith("GuessPurge.purge"))
			.forEach((task) -> task.getRunnable().run());
		String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
		for (String address : List.of(nobody, this.email)) {
			guess("/login", address, HOME, MAC);
		}
		service.clock().advance(Duration.ofDays(1));
		purge.run();
		assertThat(origins(nobody)).isEqualTo(origins(this.email)).containsExactly("", "network " + HOME + "/32");
		service.clock().advance(Duration.ofMillis(1));
		purge.run();
		assertThat(origins(nobody)).isEqualTo(origins(this.email)).containsExactly("");
		service.clock().advance(Duration.ofDays(29).minusMillis(1));
		purge.run();
		assertThat(origins(nobody)).isEqualTo(origins(this.email)).containsExactly("");
		service.clock().advance(Duration.ofMillis(1));
		purge.run();
		assertThat(origins(nobody)).isEqualTo(origins(this.email)).isEmpty();
	}

	@Test
	void passcodeWhenJustLoggedInThenIsMailedAtOnceAndTheHourStillCounts() {
		for (int i = 0; i < 2; i++) { // the first from a stranger
			assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
		}
		assertThat(login("198.51.100.1", MAC, passcode("198.51.100.1", MAC)).status()).isEqualTo(200);
		for (int i = 0; i < 4; i++) {
			assertThat(login(HOME, MAC, passcode(HOME, MAC)).status()).isEqualTo(200);
			service.context().getBean(PasscodePurge.class).purge();
		}
		Answer answer = ask(HOME, MAC);
		assertThat(answer.problem()).isEqualTo("passcode-recently-sent");
		assertThat(answer.header("Retry-After")).isEqualTo("3600");
	}

	@Test
	void loginWhenTwoHundredPasswordsAtOnceThenAllAreCountedAndTenEvaluated() throws Exception {
		assertThat(atOnce((i) -> guessed(i % 5 > 0, WRONG, "AAAAAA"))).containsOnly(false);
		assertThat(counts("network 127.0.0.1/32")).containsExactly(10);
		assertThat(counts("")).containsExactly(10);
		assertThat(counted("network 127.0.0.1/32")).isGreaterThanOrEqualTo(200);
	}

	@Test
	void loginWhenTwoHundredPasscodesAtOnceThenFiveAreLookedAt() throws Exception {
		String passcode = passcode("127.0.0.1", MAC);
		String wrong = (passcode.startsWith("A") ? "B" : "A") + passcode.substring(1);
		assertThat(atOnce((i) -> guessed(i % 5 > 0, TestService.PASSWORD, wrong))).containsOnly(false);
		assertThat(database.queryForObject(
				"select attempts from passcode where mac = ? and network = '127.0.0.1/32'" + " and account_id = ?",
				Integer.class, MAC, accountId()))
			.isEqualTo(5);
		assertThat(database.queryForObject("select failures from passcode_failures where account_id = ?", Integer.class,
				accountId()))
			.isEqualTo(5);
		assertThat(login("127.0.0.1", MAC, passcode).status()).isEqualTo(401);
	}

	/** Fifty clients, each four times. */
	private static List<Boolean> atOnce(IntPredicate guess) throws Exception {
		CyclicBarrier together = new CyclicBarrier(50);
		List<Boolean> successes = new ArrayList<>();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> guesses = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				int client = i;
				guesses.add(clients.submit(() -> {
					together.await();
					boolean in = false;
					for (int j = 0; j < 4; j++) {
						in |= guess.test(client);
					}
					return in;
				}));
			}
			for (Future<Boolean> client : guesses) {
				successes.add(client.get());
			}
		}
		return successes;
	}

	/**
	 * Fifty at once may be too many for a slow machine. A guess that was not decided is
	 * made again.
	 */
	private boolean guessed(boolean http, String password, String passcode) {
		if (http) {
			Answer answer;
			do {
				answer = service.post("/login", body(this.email, MAC, password, passcode));
			}
			while (answer.status() == 503);
			return answer.status() == 200;
		}
		String reply;
		do {
			reply = service.pipe(service.loginPort(),
					String.join("|", MAC, this.email, "None", password, passcode) + "\n");
		}
		while (reply.isEmpty());
		return reply.startsWith("Awfer");
	}

	private static Answer guess(String path, String email, String network, String mac) {
		String body = path.equals("/login") ? body(email, mac, WRONG, "AAAAAA")
				: "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(mac, email, WRONG);
		return service.post(path, body, "X-Forwarded-For", network);
	}

	private static String body(String email, String mac, String password, String passcode) {
		return "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"passcode\":\"%s\"}".formatted(mac, email,
				password, passcode);
	}

	private void fail(String network, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(guess("/login", this.email, network, "02:00:00:00:00:01").problem())
				.isEqualTo("invalid-credentials");
		}
	}

	private String passcode(String network, String mac) {
		Answer answer = ask(network, mac);
		assertThat(answer.status()).as(answer.body()).isEqualTo(202);
		return service.mailedPasscode(this.email);
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

	private List<@Nullable Integer> counts(String origin) {
		return database.queryForList("select failures from guess where origin = ? and account_id = ?", Integer.class,
				origin, accountId());
	}

	private List<@Nullable String> origins(String address) {
		return database.queryForList("select origin from guess where account_id = ? order by origin", String.class,
				id(address));
	}

	private Object accountId() {
		return id(this.email);
	}

	/**
	 * As the database has it: bytes, or a UUID. An address without account has one, too.
	 */
	private Object id(String address) {
		UUID id = service.context().getBean(Accounts.class).candidate(EmailAddress.parse(address)).id().value();
		return (this.store == TestStore.POSTGRES) ? id
				: ByteBuffer.allocate(16)
					.putLong(id.getMostSignificantBits())
					.putLong(id.getLeastSignificantBits())
					.array();
	}

}
