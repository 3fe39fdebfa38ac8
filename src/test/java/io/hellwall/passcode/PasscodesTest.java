package io.hellwall.passcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.AccountChanges;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.Guesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What may be asked of a passcode, how often, and for how long. */
@EachStore
class PasscodesTest {

	private static final String MAC = TestService.MAC;

	private static final Duration TTL = Duration.ofMinutes(3);

	private static final Duration RESEND = Duration.ofSeconds(60);

	private static final Duration TICK = Duration.ofMillis(1);

	static TestService service;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 200", "0, 401", "1, 401" })
	void loginWhenAroundExpiryThenExactToTheMillisecond(long millisAfter, int status) {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		service.clock().advance(TTL.plusMillis(millisAfter));
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "4, 200", "5, 401" })
	void loginWhenAfterWrongPasscodesThenTheFifthIsTheLast(int wrong, int status) {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		for (int i = 0; i < wrong; i++) {
			assertThat(service.login(email, MAC, other(passcode)).problem()).isEqualTo("invalid-credentials");
		}
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(status);
	}

	@Test
	void loginWhenInLowerCaseThenSucceeds() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		assertThat(service.login(email, MAC, passcode.toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenThePasscodeIsUsedTwiceThenRefused() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
		assertThat(service.login(email, MAC, passcode).problem()).isEqualTo("invalid-credentials");
	}

	@Test
	void loginWhenOnAnotherDeviceThenRefusedAndThePasscodeLives() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		String login = "{" + TestService.credentials(email, MAC) + ",\"passcode\":\"" + passcode + "\"}";
		for (int i = 0; i < 5; i++) {
			assertThat(service.login(email, "aa:bb:cc:dd:ee:00", passcode).status()).isEqualTo(401);
			assertThat(service.post("/login", login, "X-Forwarded-For", "127.0.0.2").status()).isEqualTo(401);
		}
		assertThat(service.post("/login", login).status()).isEqualTo(200);
	}

	@Test
	void loginWhenOfAnotherAccountThenRefused() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		String other = service.newAccount();
		service.passcode(other, MAC);
		assertThat(service.login(other, MAC, passcode).status()).isEqualTo(401);
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void loginWhenThePasscodeWasReplacedThenRefused() {
		String email = service.newAccount();
		String older = service.passcode(email, MAC);
		service.clock().advance(RESEND);
		String newer = service.passcode(email, MAC);
		assertThat(service.login(email, MAC, older).status()).isEqualTo(401);
		assertThat(service.login(email, MAC, newer).status()).isEqualTo(200);
	}

	@Test
	void loginWhenThePasswordIsWrongThenThePasscodeIsNotTouched() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		String wrong = "{" + TestService.credentials(email, MAC).replace("staple", "stable") + ",\"passcode\":\""
				+ passcode + "\"}";
		for (int i = 0; i < 6; i++) {
			assertThat(service.post("/login", wrong).problem()).isEqualTo("invalid-credentials");
		}
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	/** A request whose password was checked when the account had another address. */
	@Test
	void mailWhenTheAddressWasChangedMeanwhileThenNothingIsMailed() {
		String email = service.newAccount();
		Account checked = account(email);
		String wanted = "new-" + email;
		assertThat(service.context()
			.getBean(AccountChanges.class)
			.write(checked, checked.withEmail(EmailAddress.parse(wanted)), Actor.COMMAND_LINE)).isTrue();
		Device device = new Device(MacAddress.parse(MAC), IpAddress.parse("127.0.0.1"));
		GuessOrigin origin = service.context().getBean(Guesses.class).origin(checked.id(), device);
		PasscodeMailer mailer = service.context().getBean(PasscodeMailer.class);
		assertThat(mailer.mail(checked, device, origin, service.clock().instant()))
			.isEqualTo(new RequestResult.Denied());
		assertThat(service.passcodesTo(email)).isZero();
		assertThat(service.login(wanted, MAC, service.passcode(wanted, MAC)).status()).isEqualTo(200);
	}

	private static Account account(String email) {
		return service.context().getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow();
	}

	@Test
	void loginWhenRefusedForAnyReasonThenTheSameBytes() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		String refusal = service.login(email, MAC, other(passcode)).body();
		assertThat(service.login("nobody@example.org", MAC, passcode).body()).isEqualTo(refusal);
		service.clock().advance(TTL);
		assertThat(service.login(email, MAC, passcode).body()).isEqualTo(refusal);
	}

	@ParameterizedTest
	@CsvSource({ "0, 60", "1, 60", "30500, 30", "59000, 1", "59999, 1" })
	void requestWhenTooSoonThenTellsHowLongToWait(long millis, String retryAfter) {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		service.clock().advance(Duration.ofMillis(millis));
		Answer answer = request(email, "aa:bb:cc:dd:ee:00");
		assertThat(answer.problem()).isEqualTo("passcode-recently-sent");
		assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
		assertThat(request(email, MAC).status()).isEqualTo(429);
		assertThat(service.passcodesTo(email)).isEqualTo(1);
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void requestWhenTheIntervalIsOverThenMailsAgain() {
		String email = service.newAccount();
		service.passcode(email, MAC);
		service.clock().advance(RESEND);
		Answer answer = request(email, MAC);
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.text("expiresAt")).isEqualTo(service.clock().instant().plus(TTL).toString());
		assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(180);
		assertThat(service.passcodesTo(email)).isEqualTo(2);
	}

	@Test
	void requestWhenThePasswordIsWrongThenNothingIsMailedAndNobodyWaits() {
		String email = service.newAccount();
		String wrong = "{" + TestService.credentials(email, MAC).replace("staple", "stable") + "}";
		assertThat(service.post("/passcode", wrong).problem()).isEqualTo("invalid-credentials");
		assertThat(service.passcodesTo(email)).isZero();
		assertThat(request(email, MAC).status()).isEqualTo(202);
	}

	@Test
	void purgeWhenSomeExpiredThenDeletesThemAndNothingElse() {
		PasscodePurge purge = service.context().getBean(PasscodePurge.class);
		service.clock().advance(Duration.ofHours(1));
		purge.purge();
		assertThat(rows("passcode")).isZero();
		service.clock().advance(TICK); // an hour of mails is over
		purge.purge();
		assertThat(rows("mail_pace")).isZero();
		service.passcode(service.newAccount(), MAC);
		service.clock().advance(RESEND);
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		service.clock().advance(TTL.minus(RESEND).minus(TICK));
		purge.purge();
		assertThat(rows("passcode")).isEqualTo(2);
		service.clock().advance(TICK);
		purge.purge();
		assertThat(rows("passcode")).isEqualTo(1);
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void purgeWhenSomebodyWaitsThenTheWaitIsNotShorter() {
		String email = service.newAccount();
		service.passcode(email, MAC);
		service.clock().advance(RESEND.minus(TICK));
		service.context().getBean(PasscodePurge.class).purge();
		assertThat(request(email, MAC).status()).isEqualTo(429);
	}

	@Test
	void requestWhenTheMailFailsThenNoPasscodeIsLeftAndNobodyWaits(@TempDir Path folder) {
		try (TestService broken = TestService.start(folder)) {
			String email = broken.newAccount();
			broken.mail().stop();
			String body = "{" + TestService.credentials(email, MAC) + "}";
			for (int i = 0; i < 2; i++) {
				assertThat(broken.post("/passcode", body).problem()).isEqualTo("mail-unavailable");
				assertThat(rows(broken, "passcode")).isZero();
			}
			assertThat(rows(broken, "guess")).isEqualTo(2);
			new JdbcTemplate(broken.context().getBean("passcodesDataSource", DataSource.class))
				.update("update guess set failures = 100 where origin = ''");
			// The client of a guarded account is not told.
			assertThat(broken.post("/passcode", body).status()).isEqualTo(202);
			await().untilAsserted(() -> assertThat(new JdbcTemplate(broken.context().getBean(DataSource.class))
				.queryForObject("select count(*) from audit_event where event = 'PASSCODE_UNDELIVERED'", Integer.class))
				.isEqualTo(3));
			assertThat(rows(broken, "passcode")).isZero();
		}
	}

	private static Answer request(String email, String mac) {
		return service.post("/passcode", "{" + TestService.credentials(email, mac) + "}");
	}

	private static String other(String passcode) {
		return passcode.startsWith("A") ? "BBBBBB" : "AAAAAA";
	}

	private static int rows(String table) {
		return rows(service, table);
	}

	private static int rows(TestService of, String table) {
		JdbcTemplate passcodes = new JdbcTemplate(of.context().getBean("passcodesDataSource", DataSource.class));
		Integer count = passcodes.queryForObject("select count(*) from " + table, Integer.class);
		return (count != null) ? count : 0;
	}

}
