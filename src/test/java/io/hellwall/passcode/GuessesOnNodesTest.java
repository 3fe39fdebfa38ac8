package io.hellwall.passcode;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.hellwall.SharedNodes;
import io.hellwall.Slow;
import io.hellwall.TestNode;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.session.Crowd;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who guesses at two processes on one PostgreSQL gets no more guesses than at one. */
@Slow
@Order(1)
@ResourceLock(SharedNodes.LOCK)
class GuessesOnNodesTest {

	private static final String MAC = TestService.MAC;

	private static final String WRONG = "correct horse battery stable";

	/** Whose the victim's network is; strangers have others. */
	private static final String HOME = "203.0.113.7";

	private static final String STRANGER = "198.51.100.66";

	/** Where everybody is who speaks TCP, and over HTTP who forwards nothing. */
	private static final String HERE = "127.0.0.1";

	static TestNode left;

	static TestNode right;

	static JdbcTemplate database;

	private String email = "";

	private UUID account = new UUID(0, 0);

	@BeforeAll
	static void start() {
		left = SharedNodes.left();
		right = SharedNodes.right();
		database = SharedNodes.database();
	}

	@BeforeEach
	void account() {
		this.email = left.newAccount();
		this.account = ask("select id from hellwall_creds.account where email = ?", UUID.class, this.email);
	}

	@Test
	void loginWhenTwoHundredPasswordsAtOnceThenAllAreCountedAndTenEvaluated() throws Exception {
		List<Boolean> successes = Crowd.ask((i) -> {
			boolean in = false;
			for (int j = 0; j < 4; j++) {
				in |= loginEitherWay(i / 2 + j, node(i), MAC, WRONG, "AAAAAA");
			}
			return in;
		});
		assertThat(successes).hasSize(50).containsOnly(false);
		int failed = failedForTheStore();
		assertThat(failed).isLessThan(40);
		assertThat(guess("failures", "")).isEqualTo(guess("failures", "network 127.0.0.1/32")).isEqualTo(10);
		assertThat(guess("failures + refused", "network 127.0.0.1/32")).isBetween(200 - failed, 200);
		await().untilAsserted(() -> { // they are stored after the answers
			assertThat(denied("WRONG_CREDENTIALS")).isBetween(10 - failed, 10);
			assertThat(denied("ORIGIN_WAITS")).isBetween(190 - failed, 190);
		});
		assertThat(request(left, HERE).problem()).isEqualTo("invalid-credentials");
		assertThat(request(right, HOME).status()).isEqualTo(202);
	}

	/**
	 * A stranger who knows the password, on 24 devices with a passcode each, at both
	 * nodes and over both protocols. The odds of a hundred guesses among 2^30 are one in
	 * ten million.
	 */
	@Test
	void loginWhenOneKnowsThePasswordThenEvaluatesAHundredShortPasscodesInARow() throws Exception {
		String[] macs = new String[24];
		for (int i = 0; i < macs.length; i++) {
			macs[i] = "02:00:00:00:01:%02x".formatted(i);
			passcode(node(i), HERE, macs[i]);
			database.update("delete from hellwall_passcodes.mail_pace where account_id = ?", this.account);
		}
		for (int round = 0; round < 20 && passcodeFailures() < 100; round++) {
			List<Boolean> successes = Crowd.ask((i) -> {
				boolean in = false;
				for (int j = 0; j < 4; j++) {
					in |= loginEitherWay(i / 2 + j, node(i), macs[(4 * i + j) % macs.length], TestService.PASSWORD,
							"AAAAAA");
				}
				return in;
			});
			assertThat(successes).containsOnly(false);
		}
		assertThat(passcodeFailures()).isEqualTo(100);
		String fresh = passcode(right, HERE, MAC);
		assertThat(fresh).hasSize(16);
		for (TestNode node : List.of(left, right)) {
			for (String mac : macs) {
				assertThat(loginEitherWay(mac.hashCode(), node, mac, TestService.PASSWORD, "AAAAAA")).isFalse();
			}
		}
		assertThat(denied("WRONG_PASSCODE")).isBetween(100 - failedForTheStore(), 100);
		assertThat(login(left, HERE, fresh).status()).isEqualTo(200);
		assertThat(1 - Math.pow(1 - Math.pow(32, -6), 100)).isBetween(9.3e-8, 9.4e-8);
	}

	@Test
	void loginWhenManyUseOnePasscodeThenOneSucceeds() throws Exception {
		String passcode = passcode(right, HERE);
		List<Boolean> successes = Crowd.ask((i) -> loginEitherWay(i / 2, node(i), MAC, TestService.PASSWORD, passcode));
		assertThat(successes).hasSize(50).containsOnlyOnce(true);
		assertThat(ask("select count(*) from hellwall_creds.session where account_id = ?", Integer.class, this.account))
			.isEqualTo(1);
	}

	@Test
	void loginWhenItFailedAtOneNodeThenTheOtherWaits() {
		fail(left, HOME, 10);
		assertThat(waits("network " + HOME + "/32")).isEqualTo(Duration.ofSeconds(30));
		Answer waiting = login(right, HOME, "BBBBBB");
		assertThat(waiting.body()).isEqualTo(login(right, "192.0.2.1", "AAAAAA").body());
		assertThat(waiting.problem()).isEqualTo("invalid-credentials");
		pass(Duration.ofSeconds(30));
		fail(right, HOME, 1);
		assertThat(waits("network " + HOME + "/32")).isEqualTo(Duration.ofSeconds(60));
		assertThat(request(left, HOME).status()).isEqualTo(401);
		pass(Duration.ofSeconds(60));
		assertThat(login(left, HOME, passcode(left, HOME)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenItSucceedsAtOneNodeThenTheOtherForgetsFailures() {
		for (int i = 0; i < 3; i++) { // the network fails, then twice the place, known by
										// then
			fail(left, HOME, 9);
			assertThat(login(right, HOME, passcode(left, HOME)).status()).isEqualTo(200);
		}
	}

	@Test
	void loginWhenStrangersWaitThenTheVictimLogsIn() {
		assertThat(login(left, HOME, passcode(left, HOME)).status()).isEqualTo(200);
		pass(Duration.ofMinutes(1));
		String strangers = passcode(right, STRANGER);
		fail(left, STRANGER, 10);
		assertThat(login(right, STRANGER, strangers).status()).isEqualTo(401);
		assertThat(login(right, HOME, passcode(right, HOME)).status()).isEqualTo(200);
		assertThat(login(right, STRANGER, strangers).status()).isEqualTo(401);
	}

	@Test
	void passcodeWhenStrangersFailAHundredTimesAtBothThenTheNextAreToldNothing() throws Exception {
		assertThat(login(left, HOME, passcode(left, HOME)).status()).isEqualTo(200);
		fail(left, STRANGER, 1);
		database.update("update hellwall_passcodes.guess set failures = 60 where account_id = ? and origin = ''",
				this.account);
		List<Integer> answers = Crowd.ask((i) -> request(node(i), "192.0.2." + i, MAC, WRONG).status());
		assertThat(answers).filteredOn((status) -> status == 401).hasSize(40);
		assertThat(answers).filteredOn((status) -> status == 202).hasSize(10);
		assertThat(guess("failures", "")).isEqualTo(110);
		for (TestNode node : List.of(left, right)) {
			assertThat(request(node, STRANGER, MAC, WRONG).status()).isEqualTo(202);
		}
		assertThat(login(right, HOME, passcode(right, HOME)).status()).isEqualTo(200);
		int mails = left.passcodesTo(this.email);
		assertThat(request(right, STRANGER).status()).isEqualTo(202);
		await().until(() -> left.passcodesTo(this.email) > mails);
		assertThat(login(left, STRANGER, left.mailedPasscode(this.email)).status()).isEqualTo(200);
		assertThat(request(right, "192.0.2.200", MAC, WRONG).status()).isEqualTo(401);
	}

	@Test
	void forgetWhenAskedOfOneNodeThenNobodyWaitsAtTheOther() {
		fail(left, HOME, 10);
		assertThat(request(right, HOME).status()).isEqualTo(401);
		forget(left);
		assertThat(request(right, HOME).status()).isEqualTo(202);
	}

	@Test
	void passcodeWhenBothNodesAreAskedThenOneMailAMinuteAndFiveAnHour() throws Exception {
		assertThat(requestsAtOnce()).containsOnlyOnce(true);
		assertThat(left.passcodesTo(this.email)).isEqualTo(1);
		for (int i = 0; i < 3; i++) {
			pass(Duration.ofMinutes(1));
			passcode(node(i), HERE);
			assertThat(request(node(i + 1), HERE).status()).isEqualTo(429);
		}
		pass(Duration.ofMinutes(1));
		assertThat(requestsAtOnce()).containsOnlyOnce(true);
		pass(Duration.ofMinutes(1));
		assertThat(requestsAtOnce()).containsOnly(false);
		assertThat(left.passcodesTo(this.email)).isEqualTo(5);
		Answer answer = request(right, HERE);
		assertThat(answer.problem()).isEqualTo("passcode-recently-sent");
		assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(3000, 3300);
	}

	/** Which of fifty requests for a passcode were granted. */
	private List<Boolean> requestsAtOnce() throws Exception {
		return Crowd.ask((i) -> {
			if (i % 4 < 2) {
				return request(node(i), HERE).status() == 202;
			}
			return node(i)
				.pipe(node(i).passcodePort(),
						String.join("|", "require_passcode", MAC, TestService.PASSWORD, "None", this.email) + "\n")
				.equals("Passcode is sent\n");
		});
	}

	/** Whether it succeeded, over HTTP or TCP by turns. */
	private boolean loginEitherWay(int turn, TestNode node, String mac, String password, String passcode) {
		if (turn % 2 == 0) {
			Answer answer = login(node, HERE, mac, password, passcode);
			assertThat(answer.status()).isIn(200, 401, 503);
			return answer.status() == 200;
		}
		return node.pipe(node.loginPort(), String.join("|", mac, this.email, "None", password, passcode) + "\n")
			.startsWith("Awfer_hellwall_");
	}

	private void fail(TestNode node, String network, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(login(node, network, "02:00:00:00:00:01", WRONG, "AAAAAA").problem())
				.isEqualTo("invalid-credentials");
		}
	}

	private String passcode(TestNode node, String network) {
		return passcode(node, network, MAC);
	}

	private String passcode(TestNode node, String network, String mac) {
		int mails = left.passcodesTo(this.email);
		Answer answer = request(node, network, mac, TestService.PASSWORD);
		assertThat(answer.status()).as(answer.body()).isEqualTo(202);
		await().until(() -> left.passcodesTo(this.email) > mails);
		return node.mailedPasscode(this.email);
	}

	private Answer request(TestNode node, String network) {
		return request(node, network, MAC, TestService.PASSWORD);
	}

	private Answer request(TestNode node, String network, String mac, String password) {
		return node.post("/passcode",
				"{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(mac, this.email, password),
				"X-Forwarded-For", network);
	}

	private Answer login(TestNode node, String network, String passcode) {
		return login(node, network, MAC, TestService.PASSWORD, passcode);
	}

	private Answer login(TestNode node, String network, String mac, String password, String passcode) {
		return node.post("/login", "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"passcode\":\"%s\"}"
			.formatted(mac, this.email, password, passcode), "X-Forwarded-For", network);
	}

	private void forget(TestNode node) {
		Answer answer = node.send(HttpRequest.newBuilder(node.uri("/admin/accounts/" + this.account + "/guesses"))
			.headers(node.adminKey())
			.DELETE()
			.build());
		assertThat(answer.status()).isEqualTo(204);
	}

	/** All that is kept of guesses and mails at the account becomes so much older. */
	private void pass(Duration time) {
		for (String change : List.of(
				"guess set blocked_until = greatest(blocked_until - ?, 0), changed_at = changed_at - ?",
				"mail_pace set mailed_at = mailed_at - ?, hour_began_at = hour_began_at - ?")) {
			database.update("update hellwall_passcodes." + change + " where account_id = ?", time.toMillis(),
					time.toMillis(), this.account);
		}
	}

	private int guess(String columns, String origin) {
		return ask("select " + columns + " from hellwall_passcodes.guess where account_id = ? and origin = ?",
				Integer.class, this.account, origin);
	}

	/** How long after the last failure the next guess has to wait. */
	private Duration waits(String origin) {
		return Duration.ofMillis(guess("blocked_until - changed_at", origin));
	}

	/**
	 * Requests that were not answered, of all so far: fifty at once may wait too long for
	 * the store on a slow machine, and over TCP the client is not told.
	 */
	private static int failedForTheStore() {
		return (left.log() + right.log()).split("The store did not answer|A request to port", -1).length - 1;
	}

	private int denied(String reason) {
		return ask(
				"select count(*) from hellwall_creds.audit_event"
						+ " where account_id = ? and event = 'LOGIN_DENIED' and reason = ?",
				Integer.class, this.account, reason);
	}

	private static <T> T ask(String sql, Class<T> type, Object... values) {
		return Objects.requireNonNull(database.queryForObject(sql, type, values));
	}

	private static TestNode node(int number) {
		return (number % 2 == 0) ? left : right;
	}

	private int passcodeFailures() {
		return ask("select coalesce(sum(failures), 0) from hellwall_passcodes.passcode_failures where account_id = ?",
				Integer.class, this.account);
	}

}
