package io.hellwall.selfservice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
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

/** People create their accounts themselves, where the operator lets them. */
@EachStore
class RegistrationsTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER = "aa:bb:cc:dd:ee:02";

	private static final Duration TTL = Duration.ofMinutes(3);

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
	void address() {
		this.email = "New-" + UUID.randomUUID() + "@example.org";
	}

	@Test
	void confirmWhenThePasscodeIsRightThenTheAccountExistsAndIsLoggedIn() {
		String passcode = mailed();
		assertThat(passcode).hasSize(16);
		assertThat(service.post("/passcode", "{" + TestService.credentials(this.email, MAC) + "}").status())
			.isEqualTo(401);
		Answer answer = confirm(MAC, passcode);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactly("token", "expiresAt", "expiresIn", "sessionId");
		assertThat(service.verify(answer.text("token"), MAC).text("email")).isEqualTo(this.email);
		assertThat(confirm(MAC, passcode).status()).isEqualTo(401);
		assertThat(service.login(this.email, MAC, service.passcode(this.email, MAC)).status()).isEqualTo(200);
	}

	@Test
	void askWhenTheAddressHasAnAccountThenTheSameAnswerAndItsHolderIsTold() {
		String taken = service.newAccount();
		Answer answer = ask(taken, MAC, "");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.toString()).isEqualTo(ask(this.email, MAC, "").toString());
		await().until(() -> service.passcodesTo(this.email) == 1);
		await().until(() -> service.mailsTo(taken)
			.stream()
			.anyMatch((it) -> GreenMailUtil.getHeaders(it).contains("You have an account")));
		assertThat(service.passcodesTo(taken)).isZero();
		assertThat(confirm(taken, MAC, "A".repeat(16)).toString())
			.isEqualTo(confirm(this.email, MAC, "A".repeat(16)).toString());
	}

	@Test
	void anyCallWhenRegistrationIsOffThenNotFound() {
		TestService closed = SharedService.on(this.store);
		String body = "{" + TestService.credentials(this.email, MAC) + "}";
		Answer unknown = closed.post("/no-such-path", body);
		assertThat(closed.post("/register", body).toString()).isEqualTo(unknown.toString());
		assertThat(closed
			.post("/register/confirm",
					"{\"mac\":\"%s\",\"email\":\"%s\",\"passcode\":\"AAAAAA\"}".formatted(MAC, this.email))
			.toString()).isEqualTo(unknown.toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "short|password needs 15 or more characters",
					"passwordpassword|password is one of those that are guessed first: take another",
					"{email}|password repeats the mail address or the name of the service: take another" })
	void askWhenThePasswordIsNotAcceptedThenSaysWhy(String password, String detail) {
		Answer answer = service.post("/register", "{" + TestService.credentials(this.email, MAC)
			.replace(TestService.PASSWORD, password.replace("{email}", this.email)) + "}");
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(answer.text("detail")).isEqualTo(detail);
	}

	/** A second click brings no second mail, and takes nothing from the first. */
	@Test
	void askWhenTwiceThenTheFirstPasscodeIsGood() {
		String passcode = mailed();
		assertThat(ask(this.email, MAC, "").status()).isEqualTo(202);
		assertThat(ask(this.email, OTHER, "").status()).isEqualTo(202);
		assertThat(confirm(MAC, passcode).status()).isEqualTo(200);
		assertThat(service.passcodesTo(this.email)).isOne();
	}

	/** Nobody slips another password under a passcode that was mailed before. */
	@Test
	void confirmWhenSomebodyAskedWithAnotherPasswordSinceThenTheFirstPasscodeIsWorthless() {
		String first = mailed();
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(service
			.post("/register",
					"{" + TestService.credentials(this.email, MAC)
						.replace(TestService.PASSWORD, "many boats in a small bay") + "}")
			.status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(this.email) == 2);
		assertThat(confirm(MAC, first).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 200", "0, 401" })
	void confirmWhenAroundExpiryThenExactToTheMillisecond(long millisAfter, int status) {
		String passcode = mailed();
		service.clock().advance(TTL.plusMillis(millisAfter));
		assertThat(confirm(MAC, passcode).status()).isEqualTo(status);
	}

	@Test
	void confirmWhenOnAnotherDeviceOrAfterFiveWrongOnesThenRefused() {
		String passcode = mailed();
		assertThat(confirm(OTHER, passcode).status()).isEqualTo(401);
		for (int i = 0; i < 5; i++) {
			assertThat(confirm(MAC, "A".repeat(16)).status()).isEqualTo(401);
		}
		assertThat(confirm(MAC, passcode).status()).isEqualTo(401);
	}

	@Test
	void confirmWhenAnAdministratorWasFasterThenRefused() {
		String passcode = mailed();
		assertThat(service
			.post("/admin/accounts",
					"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD),
					service.adminKey())
			.status()).isEqualTo(201);
		assertThat(confirm(MAC, passcode).problem()).isEqualTo("invalid-credentials");
	}

	@Test
	void confirmWhenTwentyAtOnceThenOneAccountIsCreated() throws Exception {
		String passcode = mailed();
		CyclicBarrier barrier = new CyclicBarrier(20);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> answers = IntStream.range(0, 20).mapToObj((i) -> threads.submit(() -> {
				barrier.await();
				return confirm(MAC, passcode).status();
			})).toList();
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> answer : answers) {
				statuses.add(answer.get());
			}
			assertThat(statuses).filteredOn((it) -> it == 200).hasSize(1);
			assertThat(statuses).filteredOn((it) -> it == 401).hasSize(19);
		}
	}

	@Test
	void putWhenTooManyAreKeptThenKeepsNoMore() {
		RegistrationRepository registrations = service.context().getBean(RegistrationRepository.class);
		Device device = new Device(MacAddress.parse(MAC), IpAddress.parse("127.0.0.1"));
		PendingRegistration.Key key = PendingRegistration.Key.of(new AccountId(UUID.randomUUID()), device);
		long soon = service.clock().instant().plusSeconds(60).toEpochMilli();
		assertThat(registrations.put(key, this.email, null, "hash", soon, 0)).isZero();
		assertThat(registrations.put(key, this.email, null, "hash", soon, 10_000)).isOne();
		assertThat(registrations.put(key, this.email, "+49301", "hash", soon, 10_000)).isOne();
	}

	@Test
	void purgeWhenNobodyConfirmedThenNothingIsLeft() {
		mailed();
		service.clock().advance(TTL);
		service.context().getBean(RegistrationPurge.class).purge();
		assertThat(new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class))
			.queryForObject("select count(*) from registration where email = ?", Integer.class, this.email)).isZero();
	}

	private String mailed() {
		assertThat(ask(this.email, MAC, ",\"phone\":\"+49 30 111\"").status()).isEqualTo(202);
		await().until(() -> service.passcodesTo(this.email) > 0);
		return service.mailedPasscode(this.email);
	}

	private static Answer ask(String email, String mac, String more) {
		return service.post("/register", "{" + TestService.credentials(email, mac) + more + "}");
	}

	private Answer confirm(String mac, String passcode) {
		return confirm(this.email, mac, passcode);
	}

	private static Answer confirm(String email, String mac, String passcode) {
		return service.post("/register/confirm",
				"{\"mac\":\"%s\",\"email\":\"%s\",\"passcode\":\"%s\"}".formatted(mac, email, passcode));
	}

}
