package io.hellwall.selfservice;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who reads the mail gets a new password, and nobody learns who has an account. */
@EachStore
class PasswordResetsTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER = "aa:bb:cc:dd:ee:02";

	private static final String STRANGER = "198.51.100.66";

	private static final String NEW_PASSWORD = "a quiet walk along the shore";

	private static final Duration TTL = Duration.ofMinutes(3);

	static TestService service;

	@Parameter
	TestStore store;

	private String email = "";

	private String nobody = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.registration.mode=open", "hellwall.trusted-proxies=127.0.0.1");
	}

	@AfterParameterizedClassInvocation
	static void giveBack() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void addresses() {
		this.email = service.newAccount();
		this.nobody = "nobody-" + UUID.randomUUID() + "@example.org";
	}

	@Test
	void confirmWhenThePasscodeIsRightThenOnlyTheNewPasswordIsGoodAndAllSessionsEnd() {
		String token = service.login(this.email, MAC, service.passcode(this.email, MAC)).text("token");
		String passcode = mailed(MAC);
		assertThat(passcode).hasSize(16);
		Answer answer = confirm(this.email, MAC, passcode, NEW_PASSWORD);
		assertThat(answer.status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		String login = "{" + TestService.credentials(this.email, MAC) + "}";
		assertThat(service.post("/passcode", login).status()).isEqualTo(401);
		assertThat(service.post("/passcode", login.replace(TestService.PASSWORD, NEW_PASSWORD)).status())
			.isEqualTo(202);
		assertThat(confirm(this.email, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(401);
		await().until(() -> service.mailsTo(this.email).size() >= 4);
		assertThat(events("PASSWORD_RESET")).isOne();
		assertThat(events("RESET_SENT")).isOne();
	}

	/** Bytes, header fields, and what is written, before and after the answer. */
	@Test
	void anyCallWhenThereIsNoAccountOrADisabledOneThenNothingDiffers() {
		String disabled = service.newAccount();
		creds().update("update account set status = 'DISABLED' where email = ?", disabled);
		List<Object> asked = new ArrayList<>();
		List<Object> refused = new ArrayList<>();
		for (String address : List.of(this.email, this.nobody, disabled)) {
			asked.add(shown(ask(address, MAC)));
			await().until(() -> rows("passcode", address) == 1);
			refused.add(shown(confirm(address, MAC, "A".repeat(16), NEW_PASSWORD)));
			refused.add(shown(confirm(address, OTHER, "A".repeat(16), NEW_PASSWORD)));
			refused.add(shown(confirm(address, MAC, "AAAAAA", NEW_PASSWORD)));
			assertThat(attempts(address)).as(address).isEqualTo(2);
			assertThat(rows("mail_pace", address)).isEqualTo(2);
			asked.add(shown(ask(address, MAC)));
		}
		assertThat(asked.stream().distinct()).hasSize(1);
		assertThat(refused.stream().distinct()).hasSize(1);
		await().until(() -> service.passcodesTo(this.email) == 1);
		assertThat(service.mailsTo(disabled)).isEmpty();
		assertThat(service.mailsTo(this.nobody)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "-1, 204", "0, 401", "1, 401" })
	void confirmWhenAroundExpiryThenExactToTheMillisecond(long millisAfter, int status) {
		String passcode = mailed(MAC);
		service.clock().advance(TTL.plusMillis(millisAfter));
		assertThat(confirm(this.email, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "4, 204", "5, 401" })
	void confirmWhenAfterWrongPasscodesThenTheFifthIsTheLast(int wrong, int status) {
		String passcode = mailed(MAC);
		for (int i = 0; i < wrong; i++) {
			assertThat(confirm(this.email, MAC, "A".repeat(16), NEW_PASSWORD).status()).isEqualTo(401);
		}
		assertThat(confirm(this.email, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "short|newPassword needs 15 or more characters",
			"{email}|newPassword repeats the mail address or the name of the service: take another" })
	void confirmWhenThePasswordIsNotAcceptedThenSaysWhyAndSpendsNothing(String password, String detail) {
		String passcode = mailed(MAC);
		assertThat(confirm(this.email, MAC, passcode, password.replace("{email}", this.email)).text("detail"))
			.isEqualTo(detail);
		assertThat(confirm(this.email, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(204);
	}

	@Test
	void confirmWhenOnAnotherDeviceOrForAnotherAccountThenRefused() {
		String passcode = mailed(MAC);
		String other = service.newAccount();
		assertThat(confirm(this.email, OTHER, passcode, NEW_PASSWORD).status()).isEqualTo(401);
		assertThat(confirm(other, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(401);
		assertThat(confirm(this.email, MAC, passcode, NEW_PASSWORD).status()).isEqualTo(204);
	}

	/** A passcode is good for one purpose. */
	@Test
	void anyCallWhenThePasscodeIsForAnotherPurposeThenRefused() {
		String login = service.passcode(this.email, MAC);
		String reset = mailed(MAC);
		assertThat(confirm(this.email, MAC, login, NEW_PASSWORD).status()).isEqualTo(401);
		assertThat(service.login(this.email, MAC, reset).status()).isEqualTo(401);
		assertThat(register(this.email, reset).status()).isEqualTo(401);
		assertThat(register(this.email, login).status()).isEqualTo(401);
		assertThat(service.login(this.email, MAC, login).status()).isEqualTo(200);
		assertThat(confirm(this.email, MAC, reset, NEW_PASSWORD).status()).isEqualTo(204);
	}

	@Test
	void confirmWhenTwentyAtOnceThenOneIsDone() throws Exception {
		String passcode = mailed(MAC);
		CyclicBarrier barrier = new CyclicBarrier(20);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> answers = IntStream.range(0, 20).mapToObj((i) -> threads.submit(() -> {
				barrier.await();
				return confirm(this.email, MAC, passcode, NEW_PASSWORD + i).status();
			})).toList();
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> answer : answers) {
				statuses.add(answer.get());
			}
			assertThat(statuses).filteredOn((it) -> it == 204).hasSize(1);
			assertThat(statuses).filteredOn((it) -> it == 401).hasSize(19);
		}
	}

	/** Whoever needs no password takes no mail from those who know it. */
	@Test
	void askWhenStrangersUseUpTheirMailsThenKnownPlacesAndOtherNetworksAndLoginsGoOn() {
		service.login(this.email, MAC, service.passcode(this.email, MAC));
		for (int i = 0; i < 8; i++) {
			assertThat(ask(this.email, MAC, STRANGER).status()).isEqualTo(202);
			service.clock().advance(Duration.ofMinutes(1));
		}
		await().until(() -> service.passcodesTo(this.email) == 1 + 5);
		assertThat(ask(this.email, MAC).status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(this.email) == 1 + 5 + 1);
		assertThat(ask(this.email, OTHER, "203.0.113.1").status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(this.email) == 1 + 5 + 2);
		service.passcode(this.email, OTHER);
	}

	@Test
	void askWhenManyNetworksAskThenTheMailsOfAllStrangersTogetherAreBounded() {
		for (int i = 0; i < 30; i++) {
			assertThat(ask(this.email, MAC, "198.51.100." + i).status()).isEqualTo(202);
		}
		await().until(() -> service.passcodesTo(this.email) == 20);
		ask(this.nobody, MAC);
		await().until(() -> rows("passcode", this.nobody) == 1);
		assertThat(service.passcodesTo(this.email)).isEqualTo(20);
	}

	@Test
	void startWhenAnAdministratorAsksThenThePasscodeIsGoodOnAnyDeviceForADay() {
		assertThat(resets().start(id(), Actor.COMMAND_LINE)).isEqualTo(ResetStart.STARTED);
		String passcode = service.mailedPasscode(this.email);
		for (int i = 0; i < 6; i++) {
			assertThat(confirm(this.email, OTHER, "A".repeat(16), NEW_PASSWORD).status()).isEqualTo(401);
		}
		service.clock().advance(Duration.ofDays(1).minusMillis(1));
		assertThat(confirm(this.email, OTHER, passcode, NEW_PASSWORD).status()).isEqualTo(204);
		assertThat(confirm(this.email, OTHER, passcode, NEW_PASSWORD).status()).isEqualTo(401);
		assertThat(events("RESET_STARTED")).isOne();
	}

	@Test
	void startWhenADayIsOverOrThePasswordWasChangedThenThePasscodeIsWorthless() {
		assertThat(resets().start(id(), Actor.COMMAND_LINE)).isEqualTo(ResetStart.STARTED);
		String first = service.mailedPasscode(this.email);
		service.clock().advance(Duration.ofDays(1));
		assertThat(confirm(this.email, MAC, first, NEW_PASSWORD).status()).isEqualTo(401);
		assertThat(resets().start(id(), Actor.COMMAND_LINE)).isEqualTo(ResetStart.STARTED);
		String second = service.mailedPasscode(this.email);
		assertThat(service
			.post("/account/password",
					"{" + TestService.credentials(this.email, MAC) + ",\"passcode\":\""
							+ service.passcode(this.email, MAC) + "\",\"newPassword\":\"many boats in a small bay\"}")
			.status()).isEqualTo(204);
		assertThat(confirm(this.email, MAC, second, NEW_PASSWORD).status()).isEqualTo(401);
	}

	@Test
	void startWhenThereIsNoActiveAccountThenSaysSoAndMailsNothing() {
		assertThat(resets().start(new AccountId(UUID.randomUUID()), Actor.COMMAND_LINE))
			.isEqualTo(ResetStart.NO_ACCOUNT);
		creds().update("update account set status = 'DISABLED' where email = ?", this.email);
		assertThat(resets().start(id(), Actor.COMMAND_LINE)).isEqualTo(ResetStart.DISABLED);
		assertThat(service.mailsTo(this.email)).isEmpty();
	}

	@Test
	void startWhenOverHttpThenMailsAndRefusesWhatCannotBe() {
		String path = "/admin/accounts/" + id() + "/password-reset";
		assertThat(service.post(path, "").status()).isEqualTo(401);
		assertThat(service.post(path, "", service.adminKey()).status()).isEqualTo(202);
		assertThat(confirm(this.email, OTHER, service.mailedPasscode(this.email), NEW_PASSWORD).status())
			.isEqualTo(204);
		creds().update("update account set status = 'DISABLED' where email = ?", this.email);
		assertThat(service.post(path, "", service.adminKey()).problem()).isEqualTo("conflict");
		assertThat(service.post("/admin/accounts/" + UUID.randomUUID() + "/password-reset", "", service.adminKey())
			.problem()).isEqualTo("not-found");
	}

	/** Wrong passwords before do not make the holder wait after. */
	@Test
	void confirmWhenTheHolderFailedOftenThenMayLogInAtOnce() {
		String wrong = "{" + TestService.credentials(this.email, MAC).replace("staple", "stable") + "}";
		for (int i = 0; i < 12; i++) {
			service.post("/passcode", wrong);
		}
		assertThat(confirm(this.email, MAC, mailed(MAC), NEW_PASSWORD).status()).isEqualTo(204);
		assertThat(
				service
					.post("/passcode",
							"{" + TestService.credentials(this.email, MAC).replace(TestService.PASSWORD, NEW_PASSWORD)
									+ "}")
					.status())
			.isEqualTo(202);
	}

	@Test
	void confirmWhenThePasscodeIsWrongThenTheAuditSaysSo() {
		mailed(MAC);
		confirm(this.email, MAC, "A".repeat(16), NEW_PASSWORD);
		confirm(this.email, OTHER, "A".repeat(16), NEW_PASSWORD);
		await().untilAsserted(() -> assertThat(creds().queryForList(
				"select reason from audit_event e join account a on a.id = e.account_id where event = 'RESET_DENIED'"
						+ " and email = ? order by reason",
				String.class, this.email))
			.containsExactly("NO_LIVE_PASSCODE", "WRONG_PASSCODE"));
	}

	@Test
	void requestWhenStrangersUsedUpTheMailsThenAKnownPlaceStillGetsOne() {
		TestService limited = SharedService.lend(this.store, "hellwall.limit.enabled=true",
				"hellwall.limit.open-mails=1/1h");
		try {
			String holder = limited.newAccount();
			limited.login(holder, MAC, limited.passcode(holder, MAC));
			int mails = limited.passcodesTo(holder);
			for (String mac : List.of(OTHER, OTHER, MAC)) {
				String address = mac.equals(MAC) ? holder : this.nobody;
				assertThat(limited.post("/password-reset", "{\"mac\":\"%s\",\"email\":\"%s\"}".formatted(mac, address))
					.status()).isEqualTo(202);
			}
			await().until(() -> limited.passcodesTo(holder) == mails + 1);
			assertThat(limited.post("/password-reset", "{\"mac\":\"%s\",\"email\":\"%s\"}".formatted(OTHER, holder))
				.status()).isEqualTo(202);
			limited.context().close(); // does what waits
			assertThat(limited.passcodesTo(holder)).isEqualTo(mails + 1);
		}
		finally {
			limited.close();
		}
	}

	private String mailed(String mac) {
		int before = service.passcodesTo(this.email);
		assertThat(ask(this.email, mac).status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(this.email) > before);
		return service.mailedPasscode(this.email);
	}

	private static Answer ask(String email, String mac, String... network) {
		String[] headers = (network.length > 0) ? new String[] { "X-Forwarded-For", network[0] } : network;
		return service.post("/password-reset", "{\"mac\":\"%s\",\"email\":\"%s\"}".formatted(mac, email), headers);
	}

	private static Answer confirm(String email, String mac, String passcode, String password) {
		return service.post("/password-reset/confirm",
				"{\"mac\":\"%s\",\"email\":\"%s\",\"passcode\":\"%s\",\"newPassword\":\"%s\"}".formatted(mac, email,
						passcode, password));
	}

	private static Answer register(String email, String passcode) {
		return service.post("/register/confirm",
				"{\"mac\":\"%s\",\"email\":\"%s\",\"passcode\":\"%s\"}".formatted(MAC, email, passcode));
	}

	private static List<Object> shown(Answer answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
		headers.remove("date");
		return List.of(answer.status(), answer.body(), headers);
	}

	private static PasswordResets resets() {
		return service.context().getBean(PasswordResets.class);
	}

	private AccountId id() {
		return service.context().getBean(Accounts.class).find(EmailAddress.parse(this.email)).orElseThrow().id();
	}

	private int rows(String table, String address) {
		return number("select count(*) from " + table + " where account_id = ?", address);
	}

	private int attempts(String address) {
		return number("select sum(attempts) from passcode where account_id = ?", address);
	}

	private int number(String query, String address) {
		UUID id = service.context().getBean(Accounts.class).candidate(EmailAddress.parse(address)).id().value();
		Object stored = (this.store == TestStore.POSTGRES) ? id
				: ByteBuffer.allocate(16)
					.putLong(id.getMostSignificantBits())
					.putLong(id.getLeastSignificantBits())
					.array();
		Integer number = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class))
			.queryForObject(query, Integer.class, stored);
		return (number != null) ? number : 0;
	}

	private int events(String event) {
		Integer count = creds().queryForObject(
				"select count(*) from audit_event e join account a on a.id = e.account_id where event = ? and email = ?",
				Integer.class, event, this.email);
		return (count != null) ? count : 0;
	}

	private static JdbcTemplate creds() {
		return new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
	}

}
