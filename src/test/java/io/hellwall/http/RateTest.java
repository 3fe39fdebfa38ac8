package io.hellwall.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The rate of a network on passcodes and logins, over both protocols. */
class RateTest {

	private static final String BAD = "{}";

	@TempDir
	static Path folder;

	/** Whose callers are strangers. */
	static TestService service;

	/** Whose callers are behind a proxy. */
	static TestService proxied;

	@BeforeAll
	static void start() {
		service = TestService.start(folder.resolve("plain"), "hellwall.limit.enabled=true",
				"hellwall.limit.mails=1000/1h");
		proxied = TestService.start(folder.resolve("proxied"), "hellwall.limit.enabled=true",
				"hellwall.trusted-proxies=127.0.0.0/8,10.0.0.0/8");
	}

	@AfterAll
	static void stop() {
		service.close();
		proxied.close();
	}

	@BeforeEach
	void nextWindow() {
		service.clock().advance(Duration.ofMinutes(5));
		proxied.clock().advance(Duration.ofMinutes(5));
	}

	@Test
	void anyCallWhenAnsweredThenFieldsSayWhatTheNetworkHasLeft() {
		String email = service.newAccount();
		Answer first = service.post("/passcode", "{" + TestService.credentials(email, TestService.MAC) + "}");
		assertThat(first.status()).isEqualTo(202);
		assertThat(fields(first)).containsExactly("\"network\";q=30;w=300", "\"network\";r=29;t=300");
		service.clock().advance(Duration.ofMillis(500));
		Answer second = service.login(email, TestService.MAC, service.mailedPasscode(email));
		assertThat(second.status()).isEqualTo(200);
		assertThat(fields(second)).containsExactly("\"network\";q=30;w=300", "\"network\";r=28;t=300");
		service.clock().advance(Duration.ofMillis(500));
		assertThat(fields(service.post("/login", BAD))).containsExactly("\"network\";q=30;w=300",
				"\"network\";r=27;t=299");
		assertThat(fields(service.verify(second.text("token"), TestService.MAC))).containsOnly("");
	}

	@Test
	void requestWhenOneTooManyThenWaitsAsLongAsItIsTold() {
		use(30);
		service.clock().advance(Duration.ofMillis(1500));
		Answer refused = service.post("/passcode", BAD);
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.problem()).isEqualTo("too-many-requests");
		assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
		assertThat(refused.header("Retry-After")).isEqualTo("299");
		assertThat(fields(refused)).containsExactly("\"network\";q=30;w=300", "\"network\";r=0;t=299");
		service.clock().advance(Duration.ofMillis(298_499));
		assertThat(service.post("/passcode", BAD).status()).isEqualTo(429);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(service.post("/passcode", BAD).status()).isEqualTo(400);
	}

	/** A passcode over TCP is one more mail, a login over HTTP a 400 and no 429. */
	@Test
	void anyCallWhenFiftyAtOnceOverBothProtocolsThenExactlyThirtyPass() throws Exception {
		List<String> emails = IntStream.range(0, 25).mapToObj((i) -> service.newAccount()).toList();
		CyclicBarrier barrier = new CyclicBarrier(50);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> requests = IntStream.range(0, 50).mapToObj((i) -> threads.submit(() -> {
				barrier.await();
				return (i % 2 == 0) ? service.post("/login", BAD).status() == 400
						: service
							.pipe(service.passcodePort(),
									"require_passcode|" + TestService.MAC + "|" + TestService.PASSWORD + "|None|"
											+ emails.get(i / 2) + "\n")
							.equals("Passcode is sent\n");
			})).toList();
			int allowed = 0;
			for (Future<Boolean> request : requests) {
				allowed += request.get() ? 1 : 0;
			}
			assertThat(allowed).isEqualTo(30);
		}
	}

	@Test
	void tcpWhenHttpUsedTheBucketUpThenIsRefused() {
		String email = service.newAccount();
		String request = "require_passcode|" + TestService.MAC + "|" + TestService.PASSWORD + "|None|" + email;
		use(29);
		assertThat(service.pipe(service.passcodePort(), request)).isEqualTo("Passcode is sent");
		assertThat(service.post("/passcode", BAD).status()).isEqualTo(429);
		String login = TestService.MAC + "|" + email + "|None|" + TestService.PASSWORD + "|"
				+ service.mailedPasscode(email);
		assertThat(service.pipe(service.loginPort(), login)).isEqualTo("False");
		service.clock().advance(Duration.ofMinutes(5));
		// The passcode is over by now, but this counts in a new window.
		assertThat(service.pipe(service.loginPort(), login)).isEqualTo("False");
		assertThat(fields(service.post("/login", BAD))).contains("\"network\";r=28;t=300");
	}

	@Test
	void tcpWhenTheRequestIsNotValidThenItCounts() {
		service.pipe(service.passcodePort(), "x\n");
		service.pipe(service.loginPort(), "x\n");
		service.pipeBytes(service.loginPort(), new byte[] { (byte) 0xff, '\n' });
		assertThat(fields(service.post("/login", BAD))).contains("\"network\";r=26;t=300");
	}

	@Test
	void verifyWhenTheNetworkIsOverItsLimitThenTokensAreNotLimited() {
		String token = service.newToken();
		use(28);
		assertThat(service.post("/login", BAD).status()).isEqualTo(429);
		assertThat(service.verify(token, TestService.MAC).status()).isEqualTo(200);
		assertThat(service.pipe(service.requestPort(), token + "|" + TestService.MAC + "|x\n"))
			.isEqualTo("authorized\n");
	}

	/** What the dispatcher takes for one of the limited calls counts as that. */
	@ParameterizedTest
	@ValueSource(strings = { "/login", "/login;a=b", "/%6cogin", "/passcode;a", "/login?a=b", "/account/password",
			"/account/email/passcode", "/password-reset", "/password-reset/confirm", "/register", "/register/confirm" })
	void anyCallWhenThePathIsSpeltOtherwiseThenItCounts(String path) {
		use(30);
		assertThat(service.post(path, BAD).status()).isEqualTo(429);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, 415", "application/json, 400" })
	void anyCallWhenItIsNotValidThenItCounts(String type, int status) {
		Answer answer = service.send(HttpRequest.newBuilder(service.uri("/login"))
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString("["))
			.build());
		assertThat(answer.status()).isEqualTo(status);
		assertThat(fields(answer)).contains("\"network\";r=29;t=300");
	}

	@Test
	void anyCallWhenItsBodyIsRefusedUnreadThenItCounts() {
		byte[] large = new byte[20_000];
		String head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
		assertCounted(29, 413, RawHttp.request("POST", "/login", large, "Content-Type", "application/json"));
		assertCounted(28, 413, RawHttp
			.concat((head + "Transfer-Encoding: chunked\r\n\r\n4e20\r\n").getBytes(StandardCharsets.UTF_8), large));
		assertCounted(27, 400, RawHttp.request("POST", "/login", new byte[1], "Content-Type", "application/json"));
		use(27);
		assertCounted(0, 413, RawHttp.request("POST", "/login", large, "Content-Type", "application/json"));
	}

	private static void assertCounted(int left, int status, byte[] request) {
		RawHttp.RawAnswer answer = RawHttp.send(service.port(), request);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.header("RateLimit")).startsWith("\"network\";r=" + left + ";");
	}

	@Test
	void anyCallWhenAStrangerForwardsThenIsNotBelieved() {
		for (int i = 0; i < 30; i++) {
			assertThat(service.post("/login", BAD, "X-Forwarded-For", "192.0.2." + i).status()).isEqualTo(400);
		}
		assertThat(service.post("/login", BAD, "X-Forwarded-For", "192.0.2.99").status()).isEqualTo(429);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1, 429", "192.0.2.1, 192.0.2.2, 400", "2001:db8::1, 2001:db8::2, 429",
			"2001:db8::1, 2001:db8:0:1::1, 400", "192.0.2.1, ::ffff:192.0.2.1, 429",
			"192.0.2.1, '198.51.100.1, 192.0.2.1', 429", "192.0.2.1, '192.0.2.1, 10.0.0.1', 429" })
	void anyCallWhenBehindAProxyThenEachNetworkHasItsOwnBucket(String one, String other, int status) {
		for (int i = 0; i < 30; i++) {
			assertThat(proxied.post("/login", BAD, "X-Forwarded-For", one).status()).isEqualTo(400);
		}
		assertThat(proxied.post("/login", BAD, "X-Forwarded-For", other).status()).isEqualTo(status);
	}

	@Test
	void anyCallWhenATrustedCallerNamesAClientThenThatHasItsOwnBucket() {
		for (int i = 0; i < 30; i++) {
			assertThat(claim("192.0.2.1").status()).isEqualTo(401);
		}
		Answer refused = claim("192.0.2.1");
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.header("Retry-After")).isEqualTo("300");
		assertThat(fields(refused)).containsExactly("\"network\";q=30;w=300", "\"network\";r=0;t=300");
		assertThat(proxied.post("/login", BAD, "X-Forwarded-For", "192.0.2.1").status()).isEqualTo(429);
		assertThat(claim("192.0.2.2").status()).isEqualTo(401);
	}

	/** Only the body says for whom a trusted caller asks. */
	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[]", "{\"ip\":1}", "{\"ip\":\"zq7x\"}", "{\"ip\":\"192.0.2.7\"",
			"{\"ip\":\"192.0.2.7\",\"ip\":\"192.0.2.8\"}", "{\"ip\":\"192.0.2.7\"}{}", "\u0000" })
	void bodyOfATrustedCallerWhenItCannotBeReadThenCountsForNobody(String body) {
		Answer answer = proxied.post("/login", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(fields(answer)).containsOnly("");
		assertThat(fields(claim("192.0.2.7"))).contains("\"network\";r=29;t=300");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ip\":\"192.0.2.7\"}", "{\"ip\":\"192.0.2.7\",\"zq7x\":1}",
			"{\"\\u0069p\":\"192.0.2.7\",\"mac\":1}" })
	void bodyOfATrustedCallerWhenItNamesAClientThenCountsThoughItIsRefused(String body) {
		Answer answer = proxied.post("/login", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(fields(answer)).contains("\"network\";r=29;t=300");
		assertThat(fields(claim("192.0.2.7"))).contains("\"network\";r=28;t=300");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"ip\":null}" })
	void bodyOfATrustedCallerWhenItNamesNobodyThenCountsForTheCaller(String body) {
		assertThat(fields(proxied.post("/login", body))).contains("\"network\";r=29;t=300");
		assertThat(fields(claim("127.0.0.1"))).contains("\"network\";r=28;t=300");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "Application/X-WWW-Form-URLEncoded; charset=utf-8" })
	void formOfATrustedCallerWhenItsTypeIsSpeltOtherwiseThenCountsForTheCaller(String type) {
		Answer answer = proxied.send(HttpRequest.newBuilder(proxied.uri("/signin"))
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString("email=alice%40example.org"))
			.build());
		assertThat(fields(answer)).contains("\"network\";r=29;t=300");
	}

	@Test
	void forwardedForOfAProxyWhenItIsJunkThenCountsForNobody() {
		Answer answer = proxied.post("/login", BAD, "X-Forwarded-For", "zq7x");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(fields(answer)).containsOnly("");
	}

	@Test
	void anyCallWhenLimitsAreOffThenIsUnlimited() {
		try (TestService off = TestService.start(folder.resolve("off"), "hellwall.limit.enabled=false",
				"hellwall.limit.requests=1/5m", "hellwall.limit.connections=1/1m")) {
			for (int i = 0; i < 3; i++) {
				Answer answer = off.post("/login", BAD);
				assertThat(answer.status()).isEqualTo(400);
				assertThat(fields(answer)).containsOnly("");
				assertThat(off.pipe(off.requestPort(), "x\n")).isEqualTo("unauthorized\n");
			}
		}
	}

	private static void use(int requests) {
		for (int i = 0; i < requests; i++) {
			assertThat(service.post("/login", BAD).status()).isEqualTo(400);
		}
	}

	/** A login by the proxy itself, for that client. */
	private static Answer claim(String client) {
		return proxied.post("/login", "{" + TestService.credentials("nobody@example.org", TestService.MAC)
				+ ",\"passcode\":\"AAAAAA\",\"ip\":\"" + client + "\"}");
	}

	private static List<String> fields(Answer answer) {
		return List.of(answer.header("RateLimit-Policy"), answer.header("RateLimit"));
	}

}
