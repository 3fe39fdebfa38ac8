package io.hellwall.passcode;

import java.time.Duration;
import java.util.Locale;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who knows the password and guesses at passcodes gets no more than a hundred guesses.
 */
@EachStore
class LongPasscodesTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER_MAC = "02:00:00:00:00:01";

	static TestService service;

	static JdbcTemplate database;

	@Parameter
	TestStore store;

	private String email = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.passcode.max-per-hour=1000");
		database = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void account() {
		database.update("delete from passcode_failures");
		this.email = service.newAccount();
	}

	@Test
	void loginWhenAHundredFailedThenNoShortPasscodeIsEvaluatedAndALongOneIs() {
		guess(OTHER_MAC);
		failures(98);
		String live = passcode(MAC);
		assertThat(live).hasSize(6);
		guess(OTHER_MAC);
		guess(OTHER_MAC); // the hundredth is the last
		assertThat(failures()).isEqualTo(100);
		assertThat(service.login(this.email, MAC, live).problem()).isEqualTo("invalid-credentials");
		String first = passcode(MAC);
		assertThat(first).hasSize(16);
		for (int i = 0; i < 4; i++) {
			assertThat(service.login(this.email, MAC, "A".repeat(16)).status()).isEqualTo(401);
		}
		assertThat(service.login(this.email, MAC, first.toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
		assertThat(failures()).isZero();
		assertThat(passcode(OTHER_MAC)).hasSize(6);
	}

	@Test
	void loginWhenALongPasscodeWasTriedFiveTimesThenIsRefused() {
		guess(OTHER_MAC);
		failures(100);
		String passcode = passcode(MAC);
		for (int i = 0; i < 5; i++) {
			assertThat(service.login(this.email, MAC, "AAAAAA").status()).isEqualTo(401);
		}
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertThat(failures()).isEqualTo(100);
		assertThat(service.login(this.email, MAC, passcode(MAC)).status()).isEqualTo(200);
	}

	/** The last one is right. */
	@Test
	void loginWhenNinetyNineFailedThenTheHundredthMayBeRight() {
		guess(OTHER_MAC);
		failures(99);
		assertThat(service.login(this.email, MAC, passcode(MAC)).status()).isEqualTo(200);
		assertThat(failures()).isZero();
	}

	@Test
	void loginWhenTheHundredthFailsThenTheHolderIsToBeTold() {
		guess(OTHER_MAC);
		failures(98);
		guess(OTHER_MAC);
		assertThat(events()).isZero();
		guess(OTHER_MAC);
		await().untilAsserted(() -> assertThat(events()).isOne());
		guess(OTHER_MAC);
		assertThat(events()).isOne();
	}

	@Test
	void loginWhenThePasscodeIsSpentOrNoneIsLiveThenIsNoGuess() {
		String passcode = passcode(MAC);
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(200);
		for (int i = 0; i < 20; i++) {
			assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(401);
			assertThat(service.login(this.email, OTHER_MAC, passcode).status()).isEqualTo(401);
		}
		assertThat(failures()).isZero();
		String expired = passcode(MAC);
		service.clock().advance(Duration.ofMinutes(3));
		assertThat(service.login(this.email, MAC, expired).status()).isEqualTo(401);
		assertThat(failures()).isZero();
		assertThat(service.login(this.email, MAC, passcode(MAC)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenThePasswordIsWrongThenNoPasscodeIsGuessedAt() {
		String passcode = passcode(MAC);
		Answer answer = service.post("/login",
				"{" + TestService.credentials(this.email, MAC).replace("staple", "stable") + ",\"passcode\":\""
						+ passcode + "\"}");
		assertThat(answer.problem()).isEqualTo("invalid-credentials");
		assertThat(failures()).isZero();
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(200);
	}

	/** With a passcode of its own for each guess. */
	private void guess(String mac) {
		String passcode = passcode(mac);
		assertThat(
				service.login(this.email, mac, (passcode.startsWith("A") ? "B" : "A") + passcode.substring(1)).status())
			.isEqualTo(401);
	}

	private String passcode(String mac) {
		String passcode = service.passcode(this.email, mac);
		service.clock().advance(Duration.ofMinutes(1));
		return passcode;
	}

	private static void failures(int count) {
		assertThat(database.update("update passcode_failures set failures = ?", count)).isOne();
	}

	private static int failures() {
		Integer sum = database.queryForObject("select coalesce(sum(failures), 0) from passcode_failures",
				Integer.class);
		return (sum != null) ? sum : 0;
	}

	private int events() {
		Integer count = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class))
			.queryForObject("select count(*) from audit_event e join account a on a.id = e.account_id"
					+ " where event = 'LONG_PASSCODES' and email = ?", Integer.class, this.email);
		return (count != null) ? count : 0;
	}

}
