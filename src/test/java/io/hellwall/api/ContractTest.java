package io.hellwall.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.http.RawHttp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The answers of the five calls, as systems behind the service rely on them. */
@ResourceLock(SharedService.CLOCK)
class ContractTest {

	private static final String MAC = TestService.MAC;

	private static final String NOBODY = "0".repeat(64);

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@Test
	void passcodeWhenSentThenSaysHowLongItLives() {
		Answer answer = passcode(service.newAccount(), "");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.json().propertyNames()).containsExactly("message", "expiresAt", "expiresIn");
		assertThat(answer.text("message")).isEqualTo("Passcode is sent");
		assertThat(answer.text("expiresAt")).isEqualTo(in(Duration.ofMinutes(3)));
		assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(180);
		assertJson(answer);
	}

	@Test
	void passcodeWhenAskedAgainTooSoonThenRetryAfter() {
		String email = service.newAccount();
		assertThat(passcode(email, "").status()).isEqualTo(202);
		service.clock().advance(Duration.ofMillis(500));
		Answer soon = passcode(email, "");
		assertThat(soon.status()).isEqualTo(429);
		assertProblem(soon, "passcode-recently-sent");
		assertThat(soon.header("Retry-After")).isEqualTo("60");
		service.clock().advance(Duration.ofMillis(59_499));
		assertThat(passcode(email, "").header("Retry-After")).isEqualTo("1");
		service.clock().advance(Duration.ofMillis(1));
		assertThat(passcode(email, "").status()).isEqualTo(202);
		assertThat(service.passcodesTo(email)).isEqualTo(2);
	}

	@Test
	void passcodeWhenRefusedThenTheSameBytes() {
		String email = service.newAccount();
		String withPhone = newAccountWithPhone("+4930123456");
		List<Answer> refusals = List.of(passcode("nobody@example.org", ""),
				service.post("/passcode", "{" + TestService.credentials(email, MAC).replace("correct", "wrong") + "}"),
				passcode(withPhone, ",\"phone\":\"+4930123457\""));
		assertSameRefusals(refusals);
		assertThat(service.passcodesTo(withPhone)).isZero();
	}

	@Test
	void loginWhenGrantedThenToken() {
		String email = service.newAccount();
		Answer answer = service.login(email, MAC, service.passcode(email, MAC).toLowerCase(Locale.ROOT));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("token", "expiresAt", "expiresIn",
				"sessionId");
		assertThat(answer.text("token")).matches("Awfer_hellwall_[0-9a-f]{64}");
		assertThat(answer.text("expiresAt")).isEqualTo(in(Duration.ofHours(1)));
		assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(3600);
		assertThat(UUID.fromString(answer.text("sessionId"))).hasToString(answer.text("sessionId"));
		assertJson(answer);
	}

	@Test
	void loginWhenRefusedThenTheSameBytes() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		Answer wrongPasscode = service.login(email, MAC, passcode.equals("AAAAAA") ? "BBBBBB" : "AAAAAA");
		Answer otherDevice = service.login(email, "aa:bb:cc:dd:ee:00", passcode);
		Answer otherAccount = service.login(service.newAccount(), MAC, passcode);
		service.clock().advance(Duration.ofMinutes(3));
		Answer expired = service.login(email, MAC, passcode);

		String second = service.passcode(email, MAC);
		assertThat(service.login(email, MAC, second).status()).isEqualTo(200);
		Answer used = service.login(email, MAC, second);

		String third = newAccountWithPhone("+4930123456");
		String thirds = service.passcode(third, MAC);
		Answer wrongPassword = service.post("/login",
				"{" + TestService.credentials(third, MAC).replace("correct", "wrong") + ",\"passcode\":\"" + thirds
						+ "\"}");
		service.clock().advance(Duration.ofMinutes(1));
		thirds = service.passcode(third, MAC);
		Answer otherPhone = login(third, thirds, ",\"phone\":\"+4930123457\"");

		assertSameRefusals(List.of(service.login("nobody@example.org", MAC, passcode), wrongPasscode, otherDevice,
				otherAccount, expired, used, wrongPassword, otherPhone));
	}

	@Test
	void passcodeWhenOneTickBeforeItExpiresThenLogsIn() {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		service.clock().advance(Duration.ofMinutes(3).minusMillis(1));
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', nullValues = "none", value = { "+4930123456;,\"phone\":\"+49 (30) 123-456\";true",
			"+4930123456;,\"phone\":\"0049 30 123456\";true", "+4930123456;,\"phone\":null;true", "+4930123456;'';true",
			"+4930123456;,\"phone\":\"+4930123457\";false", "none;,\"phone\":\"+4930123457\";true", "none;'';true" })
	void passcodeWhenAPhoneIsGivenThenCountsOnlyIfTheAccountHasOne(String known, String phone, boolean granted) {
		String email = (known != null) ? newAccountWithPhone(known) : service.newAccount();
		assertThat(passcode(email, phone).status()).isEqualTo(granted ? 202 : 401);
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(login(email, service.passcode(email, MAC), phone).status()).isEqualTo(granted ? 200 : 401);
	}

	@Test
	void verifyWhenAuthorizedThenSaysWho() {
		String email = service.newAccount();
		Answer login = service.login(email, MAC, service.passcode(email, MAC));
		service.clock().advance(Duration.ofSeconds(10));
		Answer answer = service.post("/verify", "{\"token\":\"" + login.text("token")
				+ "\",\"mac\":\"AABB.CCDD.EEFF\",\"request\":\"GET /orders\",\"data\":[\"42\",\"{{x}}\"]}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("status", "accountId", "email", "sessionId",
				"expiresAt", "expiresIn");
		assertThat(answer.text("status")).isEqualTo("authorized");
		assertThat(answer.text("email")).isEqualTo(email);
		assertThat(answer.text("sessionId")).isEqualTo(login.text("sessionId"));
		assertThat(answer.text("expiresAt")).isEqualTo(login.text("expiresAt"));
		assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(3590);
		assertJson(answer);
		assertThat(service.verify(login.text("token").replace("Awfer_hellwall_", ""), MAC).body())
			.isEqualTo(answer.body());
	}

	@Test
	void verifyWhenExpiredThenRenew() {
		String token = service.newToken();
		service.clock().advance(Duration.ofHours(1).minusMillis(1));
		assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized");
		service.clock().advance(Duration.ofMillis(1));
		Answer answer = service.verify(token, MAC);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("status", "token", "accountId", "email",
				"sessionId", "expiresAt", "expiresIn");
		assertThat(answer.text("status")).isEqualTo("renew");
		assertThat(answer.text("token")).matches("Awfer_hellwall_[0-9a-f]{64}").isNotEqualTo(token);
		assertThat(answer.text("expiresAt")).isEqualTo(in(Duration.ofHours(1)));
	}

	@Test
	void renewWhenNotExpiredThenRenewsEarly() {
		String token = service.newToken();
		Answer answer = service.renew(token, MAC);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("token", "expiresAt", "expiresIn",
				"sessionId");
		assertThat(answer.text("token")).isNotEqualTo(token);
		assertThat(service.renew(token, MAC).text("token")).isEqualTo(answer.text("token"));
		assertThat(service.verify(token, MAC).text("token")).isEqualTo(answer.text("token"));
		assertJson(answer);
	}

	@Test
	void tokenWhenRefusedThenTheSameBytes() {
		String token = service.newToken();
		String ended = service.newToken();
		service.logout(ended, MAC);
		List<Answer> refusals = List.of(service.verify(NOBODY, MAC), service.verify(token, "aa:bb:cc:dd:ee:00"),
				service.verify(ended, MAC), service.renew(NOBODY, MAC), service.renew(token, "aa:bb:cc:dd:ee:00"),
				service.renew(ended, MAC));
		for (Answer refusal : refusals) {
			assertThat(refusal.status()).isEqualTo(401);
			assertProblem(refusal, "unauthorized");
			assertThat(refusal.text("title")).isEqualTo("unauthorized");
			assertThat(refusal.header("WWW-Authenticate")).startsWith("Bearer ").contains("error=\"invalid_token\"");
			assertThat(refusal.body()).isEqualTo(refusals.getFirst().body());
			assertThat(names(refusal)).isEqualTo(names(refusals.getFirst()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s\\n", "\\n%s", " %s", "%s ", "%s\\t", "%s\\u0000", "\\u0000%s", "%s\\u00a0",
			"\\ufeff%s", "" })
	void tokenWhenItIsOfAnotherFormThenIsLikeOneThatNobodyWasGiven(String form) {
		String token = service.newToken();
		String other = form.formatted(token);
		assertThat(service.verify(other, MAC).body()).isEqualTo(service.verify(NOBODY, MAC).body());
		assertThat(service.verify(other, MAC).status()).isEqualTo(401);
		assertThat(service.renew(other, MAC).status()).isEqualTo(401);
		assertThat(service.logout(other, MAC).status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized");
	}

	/** Digits alone, so that they could be read as a number too. */
	@ParameterizedTest
	@ValueSource(strings = { "%s", "[\"%s\"]", "{\"value\":\"%s\"}" })
	void tokenWhenItIsNoTextThenInvalid(String json) {
		String digits = "1234567890".repeat(7).substring(0, 64);
		for (String path : List.of("/verify", "/renew", "/logout")) {
			Answer answer = service.post(path, "{\"token\":" + json.formatted(digits) + ",\"mac\":\"" + MAC + "\"}");
			assertThat(answer.status()).as(path).isEqualTo(400);
			assertProblem(answer, "invalid-request");
		}
	}

	/** Phone numbers may hold blanks. */
	@ParameterizedTest
	@CsvSource({ "mac, 112233445566", "ip, 127.0.0.1", "email, alice@example.org", "passcode, 234567", "phone, 12345" })
	void valueWhenItIsNotExactlyATextOfItsFormThenInvalid(String field, String value) {
		String good = "{\"mac\":\"%s\",\"email\":\"a@example.org\",\"password\":\"%s\",\"passcode\":\"AAAAAA\",\"phone\":\"110\",\"ip\":\"127.0.0.1\"}"
			.formatted(MAC, TestService.PASSWORD);
		for (String json : List.of("%s", "\"%s\\n\"", "\"\\n%s\"", "\"%s\\t\"", "\"%s\\u0000\"", "\"%s\\u00a0\"",
				"[\"%s\"]")) {
			String body = good.replaceFirst("\"" + field + "\":\"[^\"]*\"",
					Matcher.quoteReplacement("\"" + field + "\":" + json.formatted(value)));
			assertThat(service.post("/login", body).status()).as(body).isEqualTo(400);
		}
		assertThat(service
			.post("/login", good.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\""))
			.status()).isEqualTo(401);
	}

	@Test
	void logoutWhenAnyTokenThenNoContent() {
		String token = service.newToken();
		for (String any : List.of(NOBODY, token, token)) {
			Answer answer = service.logout(any, MAC);
			assertThat(answer.status()).isEqualTo(204);
			assertThat(answer.body()).isEmpty();
			assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		}
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
	}

	@Test
	void logoutWhenAnotherDeviceThenSessionStays() {
		String token = service.newToken();
		assertThat(service.logout(token, "aa:bb:cc:dd:ee:00").status()).isEqualTo(204);
		assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1" })
	void ipWhenThatOfTheConnectionThenAccepted(String ip) {
		assertThat(verify(service, service.newToken(), ip).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/passcode", "/login", "/verify", "/renew", "/logout" })
	void ipWhenAnotherThenMismatch(String path) {
		for (String ip : List.of("127.0.0.2", "::1", "0.0.0.0", "203.0.113.9")) {
			Answer answer = service.post(path, body(path, ip));
			assertThat(answer.status()).isEqualTo(400);
			assertProblem(answer, "ip-mismatch");
		}
		assertThat(service.post(path, body(path, "127.0.0.1")).status()).isIn(401, 204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP",
			"CF-Connecting-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix" })
	void forwardingHeaderWhenFromAStrangerThenIgnored(String header) {
		String token = service.newToken();
		String body = "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(token, MAC);
		for (String value : List.of("203.0.113.9", "for=203.0.113.9", "junk", "127.0.0.1, 203.0.113.9")) {
			Answer answer = service.post("/verify", body, header, value);
			assertThat(answer.text("status")).isEqualTo("authorized");
			assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		}
		assertThat(service
			.post("/admin/accounts",
					"{\"email\":\"%s@example.org\",\"password\":\"%s\"}".formatted(UUID.randomUUID(),
							TestService.PASSWORD),
					service.adminKey()[0], service.adminKey()[1], header, "evil.example")
			.header("Location")).startsWith("/admin/accounts/");
	}

	@Test
	void anyCallWhenAnsweredThenCacheControlIsNoStore() {
		for (Answer answer : List.of(service.get("/nothing"), service.get("/passcode"), service.get("/admin/accounts"),
				service.get("/admin/accounts", service.adminKey()), service.post("/verify", "{"),
				service.post("/verify", "x".repeat(20_000)), service.get("/livez"), service.get("/readyz"),
				service.post("/verify", "{}", "Accept", "application/xml"), service.get("/v3/api-docs"))) {
			assertThat(answer.header("Cache-Control")).as(answer.toString()).isEqualTo("no-store");
			assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		}
	}

	@Test
	void methodWhenNotAllowedThenAllowNamesTheOnesThatAre() {
		Answer answer = service.get("/verify");
		assertThat(answer.status()).isEqualTo(405);
		assertProblem(answer, "method-not-allowed");
		assertThat(answer.header("Allow")).isEqualTo("POST");
	}

	@Test
	void callWhenXmlIsAcceptedOnlyThenRefusedBeforeAnythingIsDone() {
		String email = service.newAccount();
		String body = "{" + TestService.credentials(email, MAC) + "}";
		Answer refused = service.post("/passcode", body, "Accept", "application/xml");
		assertThat(refused.status()).isEqualTo(406);
		assertProblem(refused, "not-acceptable");
		assertThat(service.passcodesTo(email)).isZero();
		String passcode = service.passcode(email, MAC);
		String login = "{" + TestService.credentials(email, MAC) + ",\"passcode\":\"" + passcode + "\"}";
		assertThat(service.post("/login", login, "Accept", "application/xml").status()).isEqualTo(406);
		assertThat(service.post("/login", login, "Accept", "text/html, */*;q=0.1").status()).isEqualTo(200);
	}

	@Test
	void healthWhenAskedOnTheMainPortThenAnswers() {
		for (String path : List.of("/livez", "/readyz")) {
			Answer answer = service.get(path);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.text("status")).isEqualTo("UP");
			assertThat(answer.json().propertyNames()).containsExactly("status");
		}
	}

	@Test
	void actuatorWhenAskedOnTheMainPortThenNotFound() {
		for (String path : List.of("", "/health", "/env", "/metrics", "/prometheus", "/heapdump", "/health/readiness",
				"/info")) {
			Answer answer = service.get("/actuator" + path);
			assertThat(answer.status()).isEqualTo(404);
			assertProblem(answer, "not-found");
		}
		assertThat(management("/actuator/health").status()).isEqualTo(200);
		for (String path : List.of("/actuator/env", "/actuator/heapdump", "/actuator/configprops", "/verify")) {
			RawHttp.RawAnswer answer = management(path);
			assertThat(answer.status()).as(path).isEqualTo(404);
			assertThat((answer.head() + answer.body()).toLowerCase(Locale.ROOT)).doesNotContain("tomcat", "java");
		}
		assertThat(service.context().getEnvironment().getProperty("management.server.address")).isEqualTo("127.0.0.1");
	}

	private static RawHttp.RawAnswer management(String path) {
		return RawHttp.send(service.managementPort(), RawHttp.request("GET", path, new byte[0]));
	}

	@Test
	void anyCallWhenAnsweredThenBodyIsUtf8WithoutByteOrderMark() {
		Answer answer = service.verify(NOBODY, MAC);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.body().getBytes(StandardCharsets.UTF_8)[0]).isEqualTo((byte) '{');
	}

	private static Answer passcode(String email, String more) {
		return service.post("/passcode", "{" + TestService.credentials(email, MAC) + more + "}");
	}

	private static Answer login(String email, String passcode, String more) {
		return service.post("/login",
				"{" + TestService.credentials(email, MAC) + ",\"passcode\":\"" + passcode + "\"" + more + "}");
	}

	private static Answer verify(TestService service, String token, String ip) {
		return service.post("/verify", "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(token, MAC, ip));
	}

	private static String body(String path, String ip) {
		return switch (path) {
			case "/passcode" -> "{" + TestService.credentials("nobody@example.org", MAC) + ",\"ip\":\"" + ip + "\"}";
			case "/login" -> "{" + TestService.credentials("nobody@example.org", MAC)
					+ ",\"passcode\":\"K7M2QX\",\"ip\":\"" + ip + "\"}";
			default -> "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(NOBODY, MAC, ip);
		};
	}

	private static String newAccountWithPhone(String phone) {
		String email = "user-" + UUID.randomUUID() + "@example.org";
		Answer answer = service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\",\"phone\":\"%s\"}".formatted(email, TestService.PASSWORD, phone),
				service.adminKey());
		assertThat(answer.status()).isEqualTo(201);
		return email;
	}

	private static String in(Duration duration) {
		return service.clock().instant().plus(duration).toString();
	}

	private static void assertJson(Answer answer) {
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
	}

	private static void assertProblem(Answer answer, String code) {
		assertThat(answer.problem()).isEqualTo(code);
		assertThat(answer.json().propertyNames()).containsExactly("type", "title", "status", "detail");
		assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
	}

	private static void assertSameRefusals(List<Answer> refusals) {
		for (Answer refusal : refusals) {
			assertThat(refusal.status()).isEqualTo(401);
			assertProblem(refusal, "invalid-credentials");
			assertThat(refusal.header("WWW-Authenticate")).isEqualTo("Passcode realm=\"hellwall\"");
			assertThat(refusal.body()).isEqualTo(refusals.getFirst().body());
			assertThat(names(refusal)).isEqualTo(names(refusals.getFirst()));
		}
	}

	private static List<String> names(Answer answer) {
		return answer.response().headers().map().keySet().stream().sorted().toList();
	}

}
