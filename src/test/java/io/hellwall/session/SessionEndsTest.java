package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.TokenForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** How sessions end without their holder: too many, unused, too old, account changed. */
@EachStore
class SessionEndsTest {

	private static final int LIMIT = 3;

	private static final Duration IDLE = Duration.ofMinutes(15);

	/** A use is stored that exactly. */
	private static final Duration ROUNDED_TO = Duration.ofSeconds(10);

	private static final Duration TICK = Duration.ofMillis(1);

	private static final Device DEVICE = new Device(MacAddress.parse(TestService.MAC), IpAddress.parse("127.0.0.1"));

	static TestService service;

	@Parameter
	TestStore store;

	static Records records;

	static JdbcTemplate creds;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, settings());
		records = new Records(service);
		creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
	}

	private static String[] settings(String... more) {
		return Stream
			.concat(Stream.of("hellwall.session.max-per-account=" + LIMIT, "hellwall.session.idle=15m"),
					Stream.of(more))
			.toArray(String[]::new);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@Test
	void openWhenTheAccountHasTooManyThenTheOldestEnds() {
		Account account = account();
		Account other = account();
		IssuedToken untouched = open(other);
		List<IssuedToken> opened = new ArrayList<>();
		for (int i = 0; i < LIMIT + 2; i++) {
			opened.add(open(account));
			advance(TICK);
		}
		for (IssuedToken token : opened.subList(0, 2)) {
			assertUnauthorized(token);
			assertThat(ends(token)).containsExactly("SESSION_ENDED REPLACED");
		}
		for (IssuedToken token : opened.subList(2, LIMIT + 2)) {
			assertAuthorized(token);
			assertThat(ends(token)).isEmpty();
		}
		assertAuthorized(untouched);
	}

	@Test
	void openWhenTheClockWasSetBackThenTheNewestLives() {
		Account account = account();
		for (int i = 0; i < LIMIT; i++) {
			open(account);
			advance(TICK);
		}
		advance(Duration.ofMinutes(-5));
		assertAuthorized(open(account));
		assertThat(live(account)).isEqualTo(LIMIT);
		advance(Duration.ofMinutes(5));
	}

	/** Those that are over but not purged count no more. */
	@Test
	void openWhenOthersAreTooOldThenReplacesNone() {
		Account account = account();
		List<IssuedToken> old = List.of(open(account), open(account));
		advance(Duration.ofDays(30));
		List<IssuedToken> young = List.of(open(account), open(account), open(account));
		assertThat(young).allSatisfy(SessionEndsTest::assertAuthorized);
		purge(service);
		assertThat(old).allSatisfy((token) -> assertThat(ends(token)).containsExactly("SESSION_ENDED TOO_OLD"));
	}

	@Test
	void openWhenOthersAreIdleThenReplacesNone() {
		Account account = account();
		IssuedToken inUse = open(account);
		List<IssuedToken> idle = List.of(open(account), open(account));
		advance(Duration.ofMinutes(8));
		assertAuthorized(inUse);
		sightings(service).store();
		advance(Duration.ofMinutes(9));
		List<IssuedToken> young = List.of(open(account), open(account));
		assertAuthorized(inUse);
		assertThat(young).allSatisfy(SessionEndsTest::assertAuthorized);
		purge(service);
		assertThat(idle).allSatisfy((token) -> assertThat(ends(token)).containsExactly("SESSION_ENDED IDLE"));
	}

	@Test
	void openWhenTwentyAtOnceThenNeverMoreThanTheLimitLive() throws Exception {
		Account account = account();
		int crowd = 20;
		CyclicBarrier together = new CyclicBarrier(crowd);
		List<Future<IssuedToken>> opened = new ArrayList<>();
		try (ExecutorService clients = Executors.newFixedThreadPool(crowd)) {
			for (int i = 0; i < crowd; i++) {
				opened.add(clients.submit(() -> {
					together.await();
					return open(account);
				}));
			}
		}
		int replaced = 0;
		for (Future<IssuedToken> token : opened) {
			List<String> ends = ends(token.get());
			assertThat(verify(token.get()).status()).isEqualTo(ends.isEmpty() ? 200 : 401);
			assertThat(ends).isSubsetOf("SESSION_ENDED REPLACED").hasSizeLessThan(2);
			replaced += ends.size();
		}
		assertThat(replaced).isEqualTo(crowd - LIMIT);
		assertThat(live(account)).isEqualTo(LIMIT);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 200", "0, 401", "1, 401" })
	void verifyWhenUnusedThenEndsExactlyAtTheIdleTime(long millisAfter, int status) {
		IssuedToken token = open(account());
		advance(IDLE.plusMillis(millisAfter));
		assertThat(verify(token).status()).isEqualTo(status);
	}

	@Test
	void verifyWhenUsedNowAndThenThenGoesOn() {
		Account account = account();
		IssuedToken token = open(account);
		for (int i = 0; i < 6; i++) {
			advance(IDLE.minus(ROUNDED_TO));
			assertAuthorized(token);
			if (i % 2 == 0) {
				sightings(service).store();
			}
		}
		OpenSession session = service.context().getBean(AccountSessions.class).list(account.id()).getFirst();
		assertThat(session.lastSeenAt()).isEqualTo(service.clock().instant());
		advance(IDLE);
		assertUnauthorized(token);
		assertThat(service.context().getBean(AccountSessions.class).list(account.id())).isEmpty();
	}

	@Test
	void verifyWhenRefusedThenIsNoUse() {
		Account account = account();
		IssuedToken token = open(account);
		advance(IDLE.minus(TICK));
		service.verify(hex(token), "00:00:00:00:00:01");
		advance(TICK);
		assertUnauthorized(token);
	}

	@Test
	void purgeWhenUnusedThenEndsOnceAndForGood() {
		IssuedToken token = open(account());
		advance(IDLE);
		service.context().getBean(SessionPurge.class).purge();
		assertThat(ends(token)).as("another node may have seen it").isEmpty();
		advance(Duration.ofMinutes(2));
		purge(service);
		purge(service);
		assertThat(ends(token)).containsExactly("SESSION_ENDED IDLE");
		assertUnauthorized(token);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "status = 'DISABLED' ; status = 'ACTIVE'", "email = 'x' || email ; email = substr(email, 2)",
					"credential_fingerprint = password ; credential_fingerprint = fingerprint" })
	void accountWhenChangedBySqlThenItsSessionsEndForGood(String change, String back) {
		Account account = account();
		Account other = account();
		IssuedToken first = open(account);
		IssuedToken second = open(account);
		IssuedToken untouched = open(other);
		update(account, change);
		assertUnauthorized(first);
		update(account, back);
		assertUnauthorized(first);
		assertUnauthorized(second);
		assertAuthorized(untouched);
		IssuedToken later = open(account);
		assertAuthorized(later);
		purge(service);
		purge(service);
		assertThat(ends(first)).containsExactly("SESSION_ENDED ACCOUNT_CHANGED");
		assertThat(ends(second)).containsExactly("SESSION_ENDED ACCOUNT_CHANGED");
		assertAuthorized(later);
	}

	/** A login may have read the account before it was disabled. */
	@Test
	void accountWhenEnabledThenASessionOpenedMeanwhileEnds() {
		Account account = account();
		update(account, "status = 'DISABLED'");
		IssuedToken token = open(account);
		update(account, "status = 'ACTIVE'");
		assertUnauthorized(token);
	}

	@ParameterizedTest
	@ValueSource(strings = { "phone = '+49301234'", "password_hash = 'rehashed'", "status = status, email = email" })
	void accountWhenSomethingElseChangesThenItsSessionsGoOn(String change) {
		Account account = account();
		IssuedToken token = open(account);
		update(account, change);
		assertAuthorized(token);
	}

	/** Whoever ended first has recorded it. */
	@Test
	void purgeWhenEndedByItsHolderThenRecordsNothingMore() {
		IssuedToken token = open(account());
		assertThat(service.logout(hex(token), TestService.MAC).status()).isEqualTo(204);
		advance(Duration.ofDays(31));
		purge(service);
		assertThat(ends(token)).containsExactly("LOGGED_OUT null");
	}

	@Test
	void closeWhenUsesAreNotStoredThenStoresThemFirst(@TempDir Path folder) {
		String[] settings = Stream.concat(Stream.of(this.store.settings()), Stream.of(settings()))
			.toArray(String[]::new);
		Instant used;
		String email;
		try (TestService ending = TestService.start(folder, settings)) {
			email = ending.newAccount();
			String token = ending.login(email, TestService.MAC, ending.passcode(email, TestService.MAC)).text("token");
			ending.clock().advance(Duration.ofMinutes(10));
			used = ending.clock().instant();
			assertThat(ending.verify(token, TestService.MAC).status()).isEqualTo(200);
		}
		try (TestService later = TestService.start(folder, settings)) {
			Long seen = new JdbcTemplate(later.context().getBean("credsDataSource", DataSource.class))
				.queryForObject("select last_seen_at from session where email = ?", Long.class, email);
			assertThat(seen).isEqualTo(used.toEpochMilli());
		}
	}

	private static Account account() {
		EmailAddress email = EmailAddress.parse(service.newAccount());
		return service.context().getBean(Accounts.class).find(email).orElseThrow();
	}

	private static IssuedToken open(Account account) {
		return service.context().getBean(Sessions.class).open(account, DEVICE, false);
	}

	private static Answer verify(IssuedToken token) {
		return service.verify(hex(token), TestService.MAC);
	}

	private static String hex(IssuedToken token) {
		return service.context().getBean(TokenForm.class).write(token.token());
	}

	private static void assertAuthorized(IssuedToken token) {
		assertThat(verify(token).status()).isEqualTo(200);
	}

	private static void assertUnauthorized(IssuedToken token) {
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(service.renew(hex(token), TestService.MAC).status()).isEqualTo(401);
	}

	private static List<String> ends(IssuedToken token) {
		return records.ends(token.session().toString());
	}

	private static int live(Account account) {
		return service.context().getBean(AccountSessions.class).list(account.id()).size();
	}

	private static Sightings sightings(TestService of) {
		return of.context().getBean(Sightings.class);
	}

	private static void purge(TestService of) {
		of.context().getBean(SessionPurge.class).purge();
	}

	private void update(Account account, String change) {
		String bytes = switch (this.store) {
			case SQLITE -> "zeroblob(32)";
			case POSTGRES -> "'\\x00'::bytea";
		};
		if (change.contains("fingerprint = fingerprint")) {
			creds.update("update account set credential_fingerprint = ? where email = ?",
					account.credentialFingerprint(), account.email().value());
			return;
		}
		creds.update("update account set " + change.replace("= password", "= " + bytes) + " where email_key = ?",
				account.email().key());
	}

	private static void advance(Duration duration) {
		service.clock().advance(duration);
	}

}
