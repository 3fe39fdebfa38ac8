package io.hellwall.passcode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * After a hundred guesses of strangers none of them learns whether a password is right.
 */
@EachStore
class GuardedTest {

	private static final String MAC = TestService.MAC;

	private static final String HOME = "203.0.113.7";

	private static final String STRANGER = "198.51.100.66";

	private static final String WRONG = "correct horse battery stable";

	static TestService service;

	static JdbcTemplate database;

	static JdbcTemplate creds;

	@Parameter
	TestStore store;

	private String email = "";

	private String nobody = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1", "hellwall.limit.enabled=true",
				"hellwall.limit.requests=1000000/5m", "hellwall.limit.mails=1000/1h");
		database = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
		creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void addresses() {
		this.email = service.newAccount();
		this.nobody = "nobody-" + UUID.randomUUID() + "@example.org";
	}

	@Test
	void passcodeWhenAHundredFailedThenTheNextIsToldNothing() {
		failures(this.email, 99);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(401);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(202);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(202);
		await().untilAsserted(() -> assertThat(events("PASSCODE_DENIED")).isEqualTo(4));
		assertThat(events("ACCOUNT_GUARDED")).isOne();
	}

	@Test
	void passcodeWhenRightThenIsNoFailureAndEndsNoGuard() {
		failures(this.email, 99);
		assertThat(ask(this.email, STRANGER, TestService.PASSWORD).status()).isEqualTo(202);
		assertThat(ask(this.email, STRANGER, TestService.PASSWORD).problem()).isEqualTo("passcode-recently-sent");
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(401);
		assertThat(ask(this.email, STRANGER, TestService.PASSWORD).status()).isEqualTo(202);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(202);
	}

	/** Also within the pause between two mails, and while the network waits. */
	@Test
	void anyCallWhenGuardedThenTheSameWhetherRightWrongWaitingOrUnknown() {
		List<Object> answers = new ArrayList<>();
		List<String> replies = new ArrayList<>();
		for (String address : List.of(this.email, this.nobody)) {
			failures(address, 100);
			for (int waiting = 0; waiting < 2; waiting++) {
				for (String password : List.of(TestService.PASSWORD, WRONG)) {
					for (int i = 0; i < 2; i++) {
						answers.add(shown(ask(address, STRANGER, password)));
						answers.add(shown(login(address, STRANGER, password, "AAAAAA")));
						replies.add(service.pipe(service.passcodePort(),
								String.join("|", "require_passcode", MAC, password, "None", address) + "\n"));
						replies.add(service.pipe(service.loginPort(),
								String.join("|", MAC, address, "None", password, "AAAAAA") + "\n"));
					}
				}
				guard(address, "blocked_until = " + Long.MAX_VALUE, "network %");
			}
		}
		assertThat(answers.stream().distinct()).hasSize(2);
		assertThat(replies.stream().distinct()).containsExactly("Passcode is sent\n", "False\n");
		await().untilAsserted(() -> assertThat(service.passcodesTo(this.email)).isEqualTo(1));
	}

	@Test
	void loginWhenGuardedThenTheOwnerIsMailedAndGetsInAndTheGuardEnds() {
		failures(this.email, 100);
		assertThat(ask(this.email, HOME, TestService.PASSWORD).status()).isEqualTo(202);
		String passcode = mailed();
		assertThat(login(this.email, HOME, TestService.PASSWORD, passcode).status()).isEqualTo(200);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(401);
	}

	@Test
	void passcodeWhenFromAKnownPlaceThenIsToldTheTruth() {
		assertThat(ask(this.email, HOME, TestService.PASSWORD).status()).isEqualTo(202);
		assertThat(login(this.email, HOME, TestService.PASSWORD, mailed()).status()).isEqualTo(200);
		failures(this.email, 100);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(202);
		assertThat(ask(this.email, HOME, WRONG).status()).isEqualTo(401);
		assertThat(ask(this.email, HOME, TestService.PASSWORD).status()).isEqualTo(202);
		assertThat(ask(this.email, HOME, TestService.PASSWORD).problem()).isEqualTo("passcode-recently-sent");
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(202);
	}

	@Test
	void passcodeWhenTheGuardIsForgottenThenIsToldTheTruth() {
		failures(this.email, 100);
		service.context()
			.getBean(Passcodes.class)
			.forgetGuesses(
					service.context().getBean(Accounts.class).find(EmailAddress.parse(this.email)).orElseThrow().id(),
					Actor.COMMAND_LINE);
		assertThat(ask(this.email, STRANGER, WRONG).status()).isEqualTo(401);
	}

	/** Nothing is left of it that somebody could use or that fills the disk. */
	@Test
	void passcodeWhenGuardedAndWrongThenNoPasscodeIsLeft() {
		int before = rows("passcode");
		for (String address : List.of(this.email, this.nobody)) {
			failures(address, 100);
			assertThat(ask(address, STRANGER, WRONG).status()).isEqualTo(202);
		}
		await().untilAsserted(() -> assertThat(events("PASSCODE_DENIED")).isEqualTo(2)); // with
																							// that
																							// of
																							// failures()
		await().untilAsserted(() -> assertThat(rows("passcode")).isEqualTo(before));
		assertThat(service.passcodesTo(this.email)).isZero();
	}

	/** What a client can see, without what differs from request to request anyway. */
	private static List<Object> shown(Answer answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
		headers.remove("date");
		headers.remove("ratelimit");
		return List.of(answer.status(), answer.body(), headers);
	}

	private static Answer ask(String address, String network, String password) {
		return service.post("/passcode",
				"{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(MAC, address, password),
				"X-Forwarded-For", network);
	}

	private static Answer login(String address, String network, String password, String passcode) {
		return service.post("/login", "{\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"passcode\":\"%s\"}"
			.formatted(MAC, address, password, passcode), "X-Forwarded-For", network);
	}

	private String mailed() {
		await().until(() -> service.passcodesTo(this.email) > 0);
		return service.mailedPasscode(this.email);
	}

	/** So many failures of strangers, as if the last of them was long ago. */
	private void failures(String address, int count) {
		assertThat(ask(address, "192.0.2.1", WRONG).status()).isEqualTo(401);
		guard(address, "failures = " + count, "");
	}

	private void guard(String address, String change, String origins) {
		UUID id = service.context().getBean(Accounts.class).candidate(EmailAddress.parse(address)).id().value();
		assertThat(database.update("update guess set " + change + " where account_id = ? and origin like ?",
				(this.store == TestStore.POSTGRES) ? id
						: ByteBuffer.allocate(16)
							.putLong(id.getMostSignificantBits())
							.putLong(id.getLeastSignificantBits())
							.array(),
				origins))
			.isPositive();
	}

	private int events(String event) {
		Integer count = creds.queryForObject(
				"select count(*) from audit_event e join account a on a.id = e.account_id where event = ? and email = ?",
				Integer.class, event, this.email);
		return (count != null) ? count : 0;
	}

	private static int rows(String table) {
		Integer count = database.queryForObject("select count(*) from " + table, Integer.class);
		return (count != null) ? count : 0;
	}

}
