package io.hellwall.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Passwords;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.mail.Recipient;
import io.hellwall.password.HashedPassword;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What holders do to their accounts, and what it takes. */
@EachStore
class HolderChangesTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER = "aa:bb:cc:dd:ee:02";

	private static final String NEW_PASSWORD = "a quiet walk along the shore";

	static TestService service;

	@Parameter
	TestStore store;

	private String email = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.registration.mode=open", "hellwall.trusted-proxies=127.0.0.1");
	}

	@AfterParameterizedClassInvocation
	static void giveBack() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void createAccount() {
		this.email = service.newAccount();
	}

	@Test
	void changePasswordWhenProvenThenOnlyTheNewOneIsGoodAndAllSessionsEnd() {
		String token = service.login(this.email, MAC, passcode()).text("token");
		String other = service.login(this.email, OTHER, service.passcode(this.email, OTHER)).text("token");
		Answer answer = change("password", passcode(), newPassword(NEW_PASSWORD));
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.body()).isEmpty();
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(service.verify(other, OTHER).status()).isEqualTo(401);
		assertThat(service.post("/passcode", "{" + TestService.credentials(this.email, MAC) + "}").status())
			.isEqualTo(401);
		String login = "{" + TestService.credentials(this.email, MAC).replace(TestService.PASSWORD, NEW_PASSWORD);
		assertThat(service.post("/passcode", login + "}").status()).isEqualTo(202);
		assertThat(service.post("/login", login + passcodeField(service.mailedPasscode(this.email)) + "}").status())
			.isEqualTo(200);
		awaitMail(this.email, "password");
		assertThat(events("PASSWORD_CHANGED")).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "short|newPassword needs 15 or more characters",
					"passwordpassword|newPassword is one of those that are guessed first: take another",
					"{email}|newPassword repeats the mail address or the name of the service: take another" })
	void changePasswordWhenItIsNotAcceptedThenSaysWhyAndSpendsNothing(String password, String detail) {
		String passcode = passcode();
		Answer answer = change("password", passcode, newPassword(password.replace("{email}", this.email)));
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(answer.text("detail")).isEqualTo(detail);
		assertThat(change("password", passcode, newPassword(NEW_PASSWORD)).status()).isEqualTo(204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "email", "phone", "delete", "export" })
	void anyChangeWhenRefusedThenTheSameBytesAndNothingChanges(String call) {
		String token = service.login(this.email, MAC, passcode()).text("token");
		String more = more(call);
		String passcode = passcode();
		String wrong = passcode.startsWith("A") ? "BBBBBB" : "AAAAAA";
		String disabled = service.newAccount();
		String its = service.passcode(disabled, MAC);
		creds().update("update account set status = 'DISABLED' where email = ?", disabled);
		List<Answer> refusals = List.of(change(call, wrong, more), change(call, "A".repeat(16), more),
				change("nobody@example.org", MAC, call, passcode, more),
				change(this.email, OTHER, call, passcode, more), change(disabled, MAC, call, its, more),
				service.post("/account/" + call,
						"{" + TestService.credentials(this.email, MAC).replace("staple", "stable")
								+ passcodeField(passcode) + more + "}"),
				service.post("/account/" + call,
						"{" + TestService.credentials(this.email, MAC) + passcodeField(passcode) + more + "}",
						"X-Forwarded-For", "198.51.100.9"));
		Answer login = service.login(this.email, MAC, wrong);
		assertThat(refusals).extracting(Answer::toString).containsOnly(login.toString());
		assertThat(login.problem()).isEqualTo("invalid-credentials");
		assertThat(service.verify(token, MAC).status()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(events("CHANGE_DENIED")).isGreaterThanOrEqualTo(5));
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(200);
	}

	/** Tries at a passcode are counted whatever call they come by. */
	@Test
	void anyChangeWhenGuessedAtThenFiveTriesEndThePasscode() {
		String passcode = passcode();
		String wrong = passcode.startsWith("A") ? "BBBBBB" : "AAAAAA";
		for (String call : List.of("password", "phone", "delete", "export")) {
			assertThat(change(call, wrong, more(call)).status()).isEqualTo(401);
		}
		assertThat(service.login(this.email, MAC, wrong).status()).isEqualTo(401);
		assertThat(change("phone", passcode, more("phone")).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "password, newPassword is required", "email, newEmail is required" })
	void anyChangeWhenTheNewValueIsMissingThenInvalid(String call, String detail) {
		assertThat(change(call, passcode(), "").text("detail")).isEqualTo(detail);
	}

	@Test
	void changePasswordWhenTwoAtOnceThenOneIsDone() throws Exception {
		String here = passcode();
		service.clock().advance(Duration.ofMinutes(1));
		String there = service.passcode(this.email, OTHER);
		assertThat(atOnce(() -> change("password", here, newPassword(NEW_PASSWORD)),
				() -> change(this.email, OTHER, "password", there, newPassword("many boats in a small bay"))))
			.containsExactlyInAnyOrder(204, 401);
		assertThat(events("PASSWORD_CHANGED")).isOne();
	}

	@Test
	void anyChangeWhenOnePasscodeIsUsedTwiceAtOnceThenOneIsDone() throws Exception {
		String passcode = passcode();
		assertThat(atOnce(() -> change("phone", passcode, ",\"newPhone\":\"+4930111\""),
				() -> change("phone", passcode, ",\"newPhone\":\"+4930222\"")))
			.containsExactlyInAnyOrder(204, 401);
	}

	@Test
	void changeEmailWhenBothMailboxesAreProvenThenTheNewOneLogsInAndTheOldOneIsTold() {
		String token = service.login(this.email, MAC, passcode()).text("token");
		String wanted = "new-" + UUID.randomUUID() + "@example.org";
		String proof = newAddressPasscode(this.email, wanted);
		assertThat(proof).hasSize(16);
		assertThat(change("email", passcode(), newEmail(wanted, proof)).status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(service.post("/passcode", "{" + TestService.credentials(this.email, MAC) + "}").status())
			.isEqualTo(401);
		assertThat(service.login(wanted, MAC, service.passcode(wanted, MAC)).status()).isEqualTo(200);
		awaitMail(this.email, "mail address");
		this.email = wanted;
		assertThat(events("EMAIL_CHANGED")).isOne();
	}

	@Test
	void changeEmailWhenThePasscodeIsForAnotherAddressOrAccountThenRefused() {
		String wanted = "new-" + UUID.randomUUID() + "@example.org";
		String proof = newAddressPasscode(this.email, wanted);
		assertThat(change("email", passcode(), newEmail("new-" + wanted, proof)).problem())
			.isEqualTo("invalid-credentials");
		String other = service.newAccount();
		assertThat(change(other, MAC, "email", service.passcode(other, MAC), newEmail(wanted, proof)).problem())
			.isEqualTo("invalid-credentials");
		assertThat(change("email", passcode(), newEmail(wanted, proof)).status()).isEqualTo(204);
	}

	@Test
	void newAddressWhenItIsTakenThenOnlyItsHolderIsTold() {
		String taken = service.newAccount();
		String free = "new-" + UUID.randomUUID() + "@example.org";
		Answer answer = askNewAddress(this.email, taken);
		String other = service.newAccount();
		assertThat(answer.toString()).isEqualTo(askNewAddress(other, free).toString());
		assertThat(answer.status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(free) == 1);
		awaitMail(taken, "have an account");
		assertThat(service.passcodesTo(taken)).isZero();
		assertThat(change("email", passcode(), newEmail(taken, "A".repeat(16))).problem())
			.isEqualTo("invalid-credentials");
	}

	@Test
	void newAddressWhenThePasswordIsWrongThenRefusedAsALoginIsAndNothingIsMailed() {
		String free = "new-" + UUID.randomUUID() + "@example.org";
		Answer answer = service.post("/account/email/passcode",
				"{" + TestService.credentials(this.email, MAC).replace("staple", "stable") + ",\"newEmail\":\"" + free
						+ "\"}");
		assertThat(answer.toString()).isEqualTo(service.login(this.email, MAC, "AAAAAA").toString());
		assertThat(askNewAddress(this.email, free).status()).isEqualTo(202);
		assertThat(askNewAddress(this.email, free).problem()).isEqualTo("passcode-recently-sent");
		await().until(() -> service.passcodesTo(free) == 1);
	}

	@Test
	void newAddressWhenAskedForTooOftenThenSaysHowLongIsLeft() {
		String free = "new-" + UUID.randomUUID() + "@example.org";
		for (int mails = 0; mails < 5; mails++) {
			assertThat(askNewAddress(this.email, free).status()).isEqualTo(202);
			service.clock().advance(Duration.ofSeconds(20));
			assertThat(askNewAddress(this.email, free).header("Retry-After")).isEqualTo((mails < 4) ? "40" : "3340");
			service.clock().advance(Duration.ofSeconds(40));
		}
		assertThat(askNewAddress(this.email, free).header("Retry-After")).isEqualTo("3300");
	}

	@Test
	void changeEmailWhenTwoAccountsWantOneAddressThenOneGetsIt() throws Exception {
		String wanted = "new-" + UUID.randomUUID() + "@example.org";
		String other = service.newAccount();
		String mine = newAddressPasscode(this.email, wanted);
		assertThat(askNewAddress(other, wanted).status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(wanted) == 2);
		String its = service.mailedPasscode(wanted);
		String passcode = passcode();
		String itsPasscode = service.passcode(other, MAC);
		List<Integer> statuses = atOnce(() -> change("email", passcode, newEmail(wanted, mine)),
				() -> change(other, MAC, "email", itsPasscode, newEmail(wanted, its)));
		assertThat(statuses).containsExactlyInAnyOrder(204, 409);
	}

	@Test
	void changePhoneWhenProvenThenALoginMayNotNameAnother() {
		String token = service.login(this.email, MAC, passcode()).text("token");
		assertThat(change("phone", passcode(), ",\"newPhone\":\"+49 30 111\"").status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		String login = "{" + TestService.credentials(this.email, MAC);
		assertThat(service.post("/passcode", login + ",\"phone\":\"+49 30 222\"}").status()).isEqualTo(401);
		assertThat(service.post("/passcode", login + ",\"phone\":\"+49 30 111\"}").status()).isEqualTo(202);
		assertThat(change("phone", service.mailedPasscode(this.email), "").status()).isEqualTo(204);
		assertThat(service.post("/passcode", login + ",\"phone\":\"+49 30 222\"}").status()).isEqualTo(202);
		awaitMail(this.email, "phone number");
	}

	@Test
	void deleteWhenProvenThenNothingIsLeftAndTheAddressIsToldAndFree() {
		String token = service.login(this.email, MAC, passcode()).text("token");
		assertThat(change("delete", passcode(), "").status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(service.post("/passcode", "{" + TestService.credentials(this.email, MAC) + "}").status())
			.isEqualTo(401);
		awaitMail(this.email, "deleted");
		await().untilAsserted(() -> assertThat(
				creds().queryForObject("select count(*) from notice where email = ?", Integer.class, this.email))
			.isZero());
		Answer again = service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD),
				service.adminKey());
		assertThat(again.status()).isEqualTo(201);
	}

	@Test
	void exportWhenProvenThenTellsWhatIsStoredAndEndsAllSessions() {
		Answer login = service.login(this.email, MAC, passcode());
		String passcode = passcode();
		creds().update("update account set binding = 'prefix', language = 'fr' where email = ?", this.email);
		Answer answer = change("export", passcode, "");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode data = answer.json();
		assertThat(data.propertyNames()).containsExactly("accountId", "email", "binding", "language", "createdAt",
				"sessions", "places", "events");
		assertThat(data.path("binding").asString()).isEqualTo("prefix");
		assertThat(data.path("language").asString()).isEqualTo("fr");
		assertThat(data.path("events").valueStream().map((it) -> it.path("type").asString()))
			.containsExactly("PASSCODE_SENT", "LOGIN_GRANTED", "PASSCODE_SENT", "ACCOUNT_CREATED");
		assertThat(data.at("/events/1/sessionId").asString()).isEqualTo(login.text("sessionId"));
		assertThat(data.at("/events/1/mac").asString()).isEqualTo(MAC);
		assertThat(data.path("email").asString()).isEqualTo(this.email);
		assertThat(data.at("/sessions/0/id").asString()).isEqualTo(login.text("sessionId"));
		assertThat(data.at("/sessions/0/mac").asString()).isEqualTo(MAC);
		assertThat(data.at("/places/0/mac").asString()).isEqualTo(MAC);
		assertThat(data.at("/places/0/network").asString()).isEqualTo("127.0.0.1/32");
		assertThat(answer.body()).doesNotContain("argon2");
		assertThat(service.verify(login.text("token"), MAC).status()).isEqualTo(401);
		awaitMail(this.email, "données");
	}

	@Test
	void changePasswordWhenItHadToBeChangedThenTheNextLoginSucceeds() {
		creds().update("update account set password_expired = 1 where email = ?", this.email);
		assertThat(service.login(this.email, MAC, passcode()).problem()).isEqualTo("password-change-required");
		assertThat(change("password", passcode(), newPassword(NEW_PASSWORD)).status()).isEqualTo(204);
		String login = "{" + TestService.credentials(this.email, MAC).replace(TestService.PASSWORD, NEW_PASSWORD);
		assertThat(service.post("/passcode", login + "}").status()).isEqualTo(202);
		assertThat(service.post("/login", login + passcodeField(service.mailedPasscode(this.email)) + "}").status())
			.isEqualTo(200);
	}

	/** Else the next login from there would not be told to the holder. */
	@Test
	void changeEmailWhenTheNewPasscodeIsWrongThenTheDeviceStaysUnknown() {
		String mac = "02:00:00:00:00:77";
		assertThat(change(this.email, mac, "email", service.passcode(this.email, mac), more("email")).status())
			.isEqualTo(401);
		assertThat(knownPlaces(mac)).isZero();
		await().untilAsserted(() -> assertThat(events("CHANGE_DENIED")).isOne());
		service.clock().advance(Duration.ofMinutes(1));
		service.login(this.email, mac, service.passcode(this.email, mac));
		assertThat(knownPlaces(mac)).isOne();
	}

	private static int knownPlaces(String mac) {
		Integer count = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class))
			.queryForObject("select count(*) from known_place where mac = ?", Integer.class, mac);
		return (count != null) ? count : 0;
	}

	@Test
	void deleteWhenTheMailOfANewAddressWaitsThenItIsSentAllTheSame() {
		EmailAddress old = EmailAddress.parse("old-" + UUID.randomUUID() + "@example.org");
		service.context()
			.getBean(Notices.class)
			.add(new Recipient(account().id(), old), NoticeKind.EMAIL_CHANGED, null,
					service.clock().instant().plus(Duration.ofHours(1)));
		assertThat(change("delete", passcode(), "").status()).isEqualTo(204);
		assertThat(service.mailsTo(old.value())).isEmpty();
		service.clock().advance(Duration.ofHours(1));
		awaitMail(old.value(), "address");
	}

	@Test
	void changePasswordWhenTheAccountWasChangedSinceItWasCheckedThenIsNot() {
		Account checked = account();
		assertThat(change("phone", passcode(), more("phone")).status()).isEqualTo(204);
		HashedPassword other = new HashedPassword("{argon2}$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAA");
		Passwords passwords = service.context().getBean(Passwords.class);
		assertThat(passwords.change(checked, other)).isFalse();
		assertThat(passwords.change(account(), other)).isTrue();
	}

	private Account account() {
		return service.context().getBean(Accounts.class).find(EmailAddress.parse(this.email)).orElseThrow();
	}

	/** Somebody else's change of the same day is told too. */
	@Test
	void changePasswordWhenTwiceADayThenToldTwice() {
		assertThat(change("password", passcode(), newPassword(TestService.PASSWORD)).status()).isEqualTo(204);
		service.clock().advance(Duration.ofSeconds(1));
		assertThat(change("password", passcode(), newPassword(TestService.PASSWORD)).status()).isEqualTo(204);
		await().until(() -> subjects(this.email).filter((it) -> it.contains("password")).count() == 2);
	}

	private String passcode() {
		return service.passcode(this.email, MAC);
	}

	private Answer change(String call, String passcode, String more) {
		return change(this.email, MAC, call, passcode, more);
	}

	private static Answer change(String email, String mac, String call, String passcode, String more) {
		return service.post("/account/" + call,
				"{" + TestService.credentials(email, mac) + passcodeField(passcode) + more + "}");
	}

	private static String passcodeField(String passcode) {
		return ",\"passcode\":\"" + passcode + "\"";
	}

	private static String newPassword(String password) {
		return ",\"newPassword\":\"" + password + "\"";
	}

	private static String newEmail(String email, String passcode) {
		return ",\"newEmail\":\"%s\",\"newEmailPasscode\":\"%s\"".formatted(email, passcode);
	}

	private static String more(String call) {
		return switch (call) {
			case "password" -> newPassword(NEW_PASSWORD);
			case "email" -> newEmail("new-" + UUID.randomUUID() + "@example.org", "A".repeat(16));
			case "phone" -> ",\"newPhone\":\"+4930111\"";
			default -> "";
		};
	}

	private static Answer askNewAddress(String email, String newEmail) {
		return service.post("/account/email/passcode",
				"{" + TestService.credentials(email, MAC) + ",\"newEmail\":\"" + newEmail + "\"}");
	}

	private static String newAddressPasscode(String email, String newEmail) {
		assertThat(askNewAddress(email, newEmail).status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(newEmail) > 0);
		return service.mailedPasscode(newEmail);
	}

	private static List<Integer> atOnce(Call... calls) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(calls.length);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> answers = Stream.of(calls).map((call) -> threads.submit(() -> {
				barrier.await();
				return call.make().status();
			})).toList();
			return List.of(answers.get(0).get(), answers.get(1).get());
		}
	}

	private static void awaitMail(String email, String subject) {
		await().until(() -> subjects(email).anyMatch((it) -> it.contains(subject)));
		assertThat(service.mailsTo(email)).noneMatch((it) -> GreenMailUtil.getBody(it).contains("argon2"));
	}

	private static Stream<String> subjects(String email) {
		return service.mailsTo(email).stream().map(HolderChangesTest::subject);
	}

	private static String subject(MimeMessage mail) {
		try {
			return mail.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
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

	private interface Call {

		Answer make();

	}

}
