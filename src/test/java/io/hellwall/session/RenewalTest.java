package io.hellwall.session;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
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
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The life of a token, to the millisecond. */
@EachStore
class RenewalTest {

	private static final String MAC = TestService.MAC;

	private static final Duration TTL = Duration.ofHours(1);

	private static final Duration OVERLAP = Duration.ofSeconds(10);

	private static final Duration MAX_AGE = Duration.ofDays(30);

	private static final Duration TICK = Duration.ofMillis(1);

	static TestService service;

	@Parameter
	TestStore store;

	static Records records;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1");
		records = new Records(service);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@ParameterizedTest
	@CsvSource({ "-1, authorized", "0, renew", "1, renew" })
	void verifyWhenAroundExpiryThenExactToTheMillisecond(long millisAfter, String status) {
		String token = service.newToken();
		advance(TTL.plusMillis(millisAfter));
		assertThat(verify(token).text("status")).isEqualTo(status);
	}

	@Test
	void verifyWhenAuthorizedThenTellsWhenTheTokenExpires() {
		Instant issued = service.clock().instant();
		String token = service.newToken();
		advance(Duration.ofMinutes(59));
		Answer authorized = verify(token);
		assertThat(authorized.text("expiresAt")).isEqualTo(issued.plus(TTL).toString());
		assertThat(authorized.json().path("expiresIn").asInt()).isEqualTo(60);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1M", "PT1H", "P29D" })
	void verifyWhenTheAnswerWasLostThenGivesTheSameSuccessorHoweverLate(Duration later) {
		String token = service.newToken();
		String successor = renewedAfterExpiry(token);
		advance(later);
		assertThat(verify(token).text("token")).isEqualTo(successor);
		assertThat(renew(token).text("token")).isEqualTo(successor);
	}

	@Test
	void renewWhenNotExpiredThenRenewsEarlyByTheSameRules() {
		String token = service.newToken();
		String successor = renew(token).text("token");
		assertThat(successor).startsWith("Awfer_hellwall_").isNotEqualTo(token);
		assertThat(renew(token).text("token")).isEqualTo(successor);
		Answer superseded = verify(token);
		assertThat(superseded.text("status")).isEqualTo("renew");
		assertThat(superseded.text("token")).isEqualTo(successor);
		assertThat(verify(successor).text("status")).isEqualTo("authorized");
		advance(OVERLAP);
		assertThat(renew(token).problem()).isEqualTo("unauthorized");
		assertThat(verify(successor).problem()).isEqualTo("unauthorized");
	}

	@Test
	void verifyWhenTheSuccessorIsInUseThenGivesItForTenSeconds() {
		String token = service.newToken();
		String successor = renewedAfterExpiry(token);
		assertThat(verify(successor).text("status")).isEqualTo("authorized");
		advance(OVERLAP.minus(TICK));
		assertThat(verify(token).text("token")).isEqualTo(successor);
		assertThat(renew(token).text("token")).isEqualTo(successor);
		assertThat(verify(successor).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/verify", "/renew" })
	void verifyWhenTheSuccessorIsInUseForTenSecondsThenTheSessionIsOver(String path) {
		String token = service.newToken();
		String session = verify(token).text("sessionId");
		String successor = renewedAfterExpiry(token);
		verify(successor);
		advance(OVERLAP);
		Answer reuse = service.post(path, body(token));
		assertThat(reuse.status()).isEqualTo(401);
		assertThat(reuse.problem()).isEqualTo("unauthorized");
		for (String each : List.of(token, successor)) {
			assertThat(verify(each).status()).isEqualTo(401);
			assertThat(renew(each).status()).isEqualTo(401);
			assertThat(pipe(each)).isEqualTo("unauthorized");
		}
		assertThat(records.events("TOKEN_REUSED", session)).isEqualTo(1);
	}

	@Test
	void verifyWhenReusedOverTcpThenTheSessionIsOverOnHttpToo() {
		String token = service.newToken();
		String successor = renewedAfterExpiry(token);
		assertThat(pipe(successor)).isEqualTo("authorized");
		advance(OVERLAP);
		assertThat(pipe(token)).isEqualTo("unauthorized");
		assertThat(verify(successor).status()).isEqualTo(401);
	}

	@Test
	void verifyWhenReusedByManyAtOnceThenRecordedAndMailedOnce() throws Exception {
		String email = service.newAccount();
		String token = service.login(email, MAC, service.passcode(email, MAC)).text("token");
		String session = verify(token).text("sessionId");
		verify(renewedAfterExpiry(token));
		advance(OVERLAP);
		List<Answer> answers = Crowd.ask((i) -> (i % 2 == 0) ? verify(token) : renew(token));
		assertThat(answers).allMatch((answer) -> answer.status() == 401);
		assertThat(records.events("TOKEN_REUSED", session)).isEqualTo(1);
		awaitNotices();
		assertThat(service.mailsTo(email))
			.filteredOn((mail) -> subject(mail).equals("Your session at Hellwall was ended"))
			.hasSize(1);
	}

	@Test
	void verifyWhenTwoGenerationsBackThenIsReuse() {
		String token = service.newToken();
		String child = renew(token).text("token");
		String grandchild = renew(child).text("token");
		advance(OVERLAP);
		assertThat(renew(child).text("token")).isEqualTo(grandchild);
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(verify(child).status()).isEqualTo(401);
		assertThat(verify(grandchild).status()).isEqualTo(401);
	}

	@Test
	void verifyWhenTheSuccessorExpiredUnusedThenIsRenewedInTurn() {
		String token = service.newToken();
		String successor = renewedAfterExpiry(token);
		advance(Duration.ofHours(5));
		Answer again = verify(token);
		assertThat(again.text("token")).isEqualTo(successor);
		assertThat(again.json().path("expiresIn").asInt(-1)).isZero();
		Answer next = verify(successor);
		assertThat(next.text("status")).isEqualTo("renew");
		assertThat(verify(token).text("token")).isEqualTo(successor);
		advance(OVERLAP);
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(verify(next.text("token")).status()).isEqualTo(401);
	}

	/** Otherwise each renewal would take longer than the one before. */
	@Test
	void renewWhenManyTokensAreOldThenForgetsAFewAtATime() {
		String token = service.newToken();
		String session = verify(token).text("sessionId");
		for (int i = 0; i < 10; i++) {
			token = renew(token).text("token");
		}
		assertThat(records.tokens(session)).isEqualTo(11);
		advance(Duration.ofDays(1).plus(TICK));
		for (int left : new int[] { 8, 5, 4 }) {
			token = renew(token).text("token");
			assertThat(records.tokens(session)).isEqualTo(left);
		}
		assertThat(verify(token).text("status")).isEqualTo("authorized");
	}

	@Test
	void verifyWhenOnAnotherDeviceThenUnauthorizedAndUntouched() {
		String token = service.newToken();
		String otherMac = body(token).replace(MAC, "aa:bb:cc:dd:ee:00");
		for (String path : List.of("/verify", "/renew")) {
			assertThat(service.post(path, otherMac).status()).isEqualTo(401);
			assertThat(service.post(path, body(token), "X-Forwarded-For", "127.0.0.2").status()).isEqualTo(401);
		}
		assertThat(service.post("/logout", otherMac).status()).isEqualTo(204);
		assertThat(service.post("/logout", body(token), "X-Forwarded-For", "127.0.0.2").status()).isEqualTo(204);
		assertThat(verify(token).text("status")).isEqualTo("authorized");
	}

	@Test
	void verifyWhenTheSuccessorIsOnAnotherDeviceThenUnauthorized() {
		String successor = renewedAfterExpiry(service.newToken());
		assertThat(service.verify(successor, "aa:bb:cc:dd:ee:00").status()).isEqualTo(401);
		assertThat(service.post("/verify", body(successor), "X-Forwarded-For", "127.0.0.2").status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/verify", "/renew" })
	void verifyWhenTheSessionIsAtItsMaximumAgeThenUnauthorized(String path) {
		String token = service.newToken();
		advance(MAX_AGE.minus(TICK));
		assertThat(service.post(path, body(token)).status()).isEqualTo(200);
		advance(TICK);
		assertThat(service.post(path, body(token)).status()).isEqualTo(401);
	}

	@Test
	void verifyWhenTheSessionEndsSoonThenTheTokenExpiresWithIt() {
		Instant opened = service.clock().instant();
		String token = service.newToken();
		advance(MAX_AGE.minusMinutes(30));
		Answer renewed = renew(token);
		assertThat(renewed.text("expiresAt")).isEqualTo(opened.plus(MAX_AGE).toString());
		assertThat(renewed.json().path("expiresIn").asInt()).isEqualTo(1800);
		advance(Duration.ofMinutes(30).minus(TICK));
		assertThat(verify(renewed.text("token")).text("status")).isEqualTo("authorized");
		advance(TICK);
		assertThat(verify(renewed.text("token")).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void logoutWhenCalledThenTheSessionIsOver(boolean withSuperseded) {
		String token = service.newToken();
		String session = verify(token).text("sessionId");
		String successor = renewedAfterExpiry(token);
		assertThat(service.logout(withSuperseded ? token : successor, MAC).status()).isEqualTo(204);
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(verify(successor).status()).isEqualTo(401);
		assertThat(renew(successor).status()).isEqualTo(401);
		assertThat(pipe(successor)).isEqualTo("unauthorized");
		assertThat(service.logout(successor, MAC).status()).isEqualTo(204);
		assertThat(records.events("LOGGED_OUT", session)).isEqualTo(1);
	}

	@Test
	void logoutWhenUnknownThenNothingHappens() {
		assertThat(service.logout("0".repeat(64), MAC).status()).isEqualTo(204);
		assertThat(verify("0".repeat(64)).status()).isEqualTo(401);
		assertThat(renew("0".repeat(64)).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "credential_fingerprint", "email" })
	void verifyWhenTheAccountHasOtherCredentialsThenUnauthorized(String column) {
		String email = service.newAccount();
		String token = service.login(email, MAC, service.passcode(email, MAC)).text("token");
		new JdbcTemplate(service.context().getBean(DataSource.class)).update(
				"update account set " + column + " = ? where email = ?",
				column.equals("email") ? "other-" + email : new byte[32], email);
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(renew(token).status()).isEqualTo(401);
		assertThat(pipe(token)).isEqualTo("unauthorized");
	}

	@Test
	void verifyWhenTheAccountIsDisabledThenUnauthorized() {
		String email = service.newAccount();
		String token = service.login(email, MAC, service.passcode(email, MAC)).text("token");
		records.disable(email);
		assertThat(verify(token).status()).isEqualTo(401);
		assertThat(renew(token).status()).isEqualTo(401);
		assertThat(pipe(token)).isEqualTo("unauthorized");
		advance(Duration.ofMinutes(1));
		assertThat(service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}").problem())
			.isEqualTo("invalid-credentials");
	}

	@Test
	void verifyWhenAuthorizedThenWritesNothingButTheFirstUseOfASuccessor(@TempDir Path folder) throws SQLException {
		assumeTrue(this.store == TestStore.SQLITE, "SQLite tells whether anything was written");
		try (TestService quiet = TestService.start(folder).withoutOtherWork();
				Connection creds = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("op_creds.db"));
				Connection passcodes = DriverManager
					.getConnection("jdbc:sqlite:" + folder.resolve("op_passcodes.db"))) {
			String token = quiet.newToken();
			int passcodesBefore = settled(passcodes);
			int before = settled(creds);
			assertThat(quiet.verify(token, MAC).status()).isEqualTo(200);
			assertThat(quiet.verify("0".repeat(64), MAC).status()).isEqualTo(401);
			assertThat(version(creds)).isEqualTo(before);
			quiet.clock().advance(TTL);
			String successor = quiet.verify(token, MAC).text("token");
			int renewed = version(creds);
			assertThat(renewed).isGreaterThan(before);
			assertThat(quiet.verify(token, MAC).text("token")).isEqualTo(successor);
			assertThat(version(creds)).isEqualTo(renewed);
			quiet.verify(successor, MAC);
			int used = version(creds);
			assertThat(used).isGreaterThan(renewed);
			quiet.verify(successor, MAC);
			assertThat(version(creds)).isEqualTo(used);
			assertThat(version(passcodes)).isEqualTo(passcodesBefore);
		}
	}

	/**
	 * The version of a store that nothing is written to any more. Some is written after
	 * the answer.
	 */
	private static int settled(Connection connection) {
		AtomicInteger last = new AtomicInteger(-1);
		await().pollInterval(Duration.ofMillis(300)).until(() -> {
			int now = version(connection);
			return last.getAndSet(now) == now;
		});
		return last.get();
	}

	/** Changes with each commit of any other connection. */
	private static int version(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet version = statement.executeQuery("pragma data_version")) {
			return version.getInt(1);
		}
	}

	private static String renewedAfterExpiry(String token) {
		advance(TTL);
		return verify(token).text("token");
	}

	/** No notice waits to be mailed. */
	private static void awaitNotices() {
		JdbcTemplate creds = new JdbcTemplate(service.context().getBean(DataSource.class));
		await().until(() -> creds.queryForList("select at from notice where next_attempt_at is not null").isEmpty());
	}

	private static String subject(MimeMessage mail) {
		try {
			return mail.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void advance(Duration duration) {
		service.clock().advance(duration);
	}

	private static Answer verify(String token) {
		return service.verify(token, MAC);
	}

	private static Answer renew(String token) {
		return service.renew(token, MAC);
	}

	private static String pipe(String token) {
		return service.pipe(service.requestPort(), token + "|" + MAC + "|GET /\n").strip();
	}

	private static String body(String token) {
		return "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(token, MAC);
	}

}
