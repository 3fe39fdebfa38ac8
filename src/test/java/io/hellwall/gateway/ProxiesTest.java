package io.hellwall.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.hellwall.Chromium;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.http.RawHttp.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Real proxies with the configuration of {@code gateway.md}, between clients and an
 * application. The last test ends the service.
 */
@Slow
@Isolated("its proxies wait two seconds for a decision, as documented, and then refuse")
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxiesTest {

	private static final String DEVICE = "02a1b2c3d4e5";

	private static final String APP = "app.example.com";

	private static final String STRANGER = "203.0.113.9";

	private static final String[] NAVIGATION = { "Sec-Fetch-Mode", "navigate", "Accept", "text/html" };

	private static final String SIGN_IN = "https://auth.example.com/signin?rd=https%3A%2F%2Fapp.example.com%2F";

	@TempDir
	static Path folder;

	static TestService service;

	static int port;

	static TestApplication application;

	static Map<RealProxy.Kind, RealProxy> proxies = new EnumMap<>(RealProxy.Kind.class);

	@BeforeAll
	static void start() throws Exception {
		service = TestService.start(folder.resolve("data"), "hellwall.trusted-proxies=127.0.0.1",
				"hellwall.public-url=https://auth.example.com", "hellwall.signin.cookie-domains=example.com");
		port = service.port();
		application = new TestApplication();
		certificate();
		for (RealProxy.Kind kind : RealProxy.Kind.values()) {
			if (kind.isInstalled()) {
				Path files = Files.createDirectory(folder.resolve(kind.name()));
				for (String name : List.of("tls.crt", "tls.key", "tls.pem")) {
					Files.copy(folder.resolve(name), files.resolve(name));
				}
				proxies.put(kind, kind.start(files, port, application.port()));
			}
			else {
				System.out.println("Not run, as it is not installed: " + kind);
			}
		}
	}

	private static void certificate() throws IOException, InterruptedException {
		Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
				"-subj", "/CN=example.com", "-addext", "subjectAltName=DNS:*.example.com", "-keyout",
				folder.resolve("tls.key").toString(), "-out", folder.resolve("tls.crt").toString())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("openssl").toFile())
			.start();
		assertThat(openssl.waitFor(60, TimeUnit.SECONDS) && openssl.exitValue() == 0)
			.as(Files.readString(folder.resolve("openssl")))
			.isTrue();
		Files.writeString(folder.resolve("tls.pem"),
				Files.readString(folder.resolve("tls.crt")) + Files.readString(folder.resolve("tls.key")));
	}

	@AfterAll
	static void stop() {
		proxies.values().forEach(RealProxy::close);
		application.close();
		if (service.context().isActive()) {
			service.close();
		}
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenSignedInThenTheApplicationKnowsWhoItIs(RealProxy.Kind kind) {
		String email = service.newAccount();
		RawAnswer answer = get(kind, "/orders?id=42", cookies(token(email, TlsClient.ADDRESS)));
		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
		assertThat(seen(answer, "Remote-User")).containsExactly(email);
		assertThat(seen(answer, "Remote-Email")).containsExactly(email);
		for (String name : List.of("Remote-Account", "Remote-Session", "Remote-Expires")) {
			assertThat(seen(answer, name)).hasSize(1).doesNotContain("");
		}
		assertThat(answer.body()).startsWith("GET /orders?id=42 HTTP/1.1");
		assertThat(answer.headers("Set-Cookie")).containsExactly("app=1; Path=/");
		assertThat(get(kind, "/missing", cookies(token(email, TlsClient.ADDRESS))).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@EnumSource
	void formWhenSignedInThenItsBodyReachesTheApplicationOnly(RealProxy.Kind kind) {
		String body = "a=" + "b".repeat(40_000);
		RawAnswer answer = send(kind, "POST", "/orders", body, cookies(token(TlsClient.ADDRESS)));
		assertThat(answer.status()).as(answer.head()).isEqualTo(200);
		assertThat(answer.body()).startsWith("POST /orders HTTP/1.1").endsWith(body);
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenNobodySignedInThenAPersonIsLedToTheSignInPage(RealProxy.Kind kind) {
		int before = application.requests();
		RawAnswer answer = get(kind, "/orders?id=42", NAVIGATION);
		assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
		assertThat(answer.header("Location")).isEqualTo(SIGN_IN + "orders%3Fid%3D42");
		assertThat(get(kind, "/", "Accept", "text/html").status()).isEqualTo(302);
		assertThat(get(kind, "/", concat(NAVIGATION, cookies("0".repeat(64)))).status()).isEqualTo(302);
		RawAnswer form = send(kind, "POST", "/orders", "a=b", NAVIGATION);
		assertThat(form.status()).isIn(302, 303);
		assertThat(application.requests()).isEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource
	void scriptWhenNobodySignedInThenRefusedAndNotRedirected(RealProxy.Kind kind) {
		int before = application.requests();
		for (String[] headers : List.of(new String[] { "Sec-Fetch-Mode", "cors", "Accept", "text/html" },
				new String[] { "Accept", "text/html", "X-Requested-With", "XMLHttpRequest" },
				new String[] { "Accept", "application/json" }, new String[0])) {
			RawAnswer answer = get(kind, "/", headers);
			assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
		}
		assertThat(application.requests()).isEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenTheTokenHasExpiredThenTheBrowserGetsTheNext(RealProxy.Kind kind) {
		String token = token(TlsClient.ADDRESS);
		service.clock().advance(Duration.ofHours(1));
		RawAnswer answer = get(kind, "/missing", cookies(token));
		assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
		assertThat(answer.headers("Set-Cookie")).hasSize(2).contains("app=1; Path=/");
		String next = renewed(answer);
		assertThat(next).startsWith("Awfer_hellwall_").isNotEqualTo(token);
		RawAnswer again = get(kind, "/", cookies(next));
		assertThat(again.status()).isEqualTo(200);
		assertThat(again.headers("Set-Cookie")).containsExactly("app=1; Path=/");
	}

	@ParameterizedTest
	@EnumSource
	void programWhenItsTokenHasExpiredThenItGetsTheNextInAHeader(RealProxy.Kind kind) {
		String token = token(TlsClient.ADDRESS);
		service.clock().advance(Duration.ofHours(1));
		RawAnswer answer = get(kind, "/", bearer(token));
		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
		assertThat(answer.headers("X-Renewed-Token")).hasSize(1);
		assertThat(answer.headers("Set-Cookie")).containsExactly("app=1; Path=/");
		assertThat(get(kind, "/", bearer(answer.header("X-Renewed-Token"))).status()).isEqualTo(200);
		assertThat(get(kind, "/", concat(bearer("0".repeat(64)), cookies(answer.header("X-Renewed-Token")))).status())
			.isEqualTo(401);
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenTwentyRequestsBringAnExpiredTokenThenAllGetTheSameNext(RealProxy.Kind kind) throws Exception {
		String token = token(TlsClient.ADDRESS);
		service.clock().advance(Duration.ofHours(1));
		List<String> next = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<RawAnswer>> answers = IntStream.range(0, 20)
				.mapToObj((it) -> threads.submit(() -> patiently(kind, "/" + it, cookies(token))))
				.toList();
			for (Future<RawAnswer> answer : answers) {
				assertThat(answer.get().status()).isEqualTo(200);
				next.add(renewed(answer.get()));
			}
		}
		assertThat(next).containsOnly(next.getFirst());
		assertThat(get(kind, "/", cookies(next.getFirst())).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenAClientClaimsToBeSomebodyThenNothingOfItArrives(RealProxy.Kind kind) {
		String email = service.newAccount();
		RawAnswer answer = get(kind, "/",
				concat(cookies(token(email, TlsClient.ADDRESS)), "Remote-User", "zq7x", "Remote-User", "zq7x2",
						"REMOTE-EMAIL", "zq7x", "Remote_User", "zq7x", "Remote.User", "zq7x", "Remote~User", "zq7x",
						"remote_email", "zq7x", "REMOTE_ACCOUNT", "zq7x", "Remote-Session", "", "Remote-Expires",
						"zq7x"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("zq7x");
		assertThat(seen(answer, "Remote-User")).containsExactly(email);
		assertThat(seen(answer, "Remote-Email")).containsExactly(email);
		assertThat(seen(answer, "Remote-Session")).hasSize(1).doesNotContain("");
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenAClientClaimsAnotherAddressThenItsOwnCounts(RealProxy.Kind kind) {
		String own = token(TlsClient.ADDRESS);
		String copied = token(STRANGER);
		for (String[] headers : List.of(new String[] { "X-Forwarded-For", STRANGER },
				new String[] { "X-Forwarded-For", STRANGER, "X-Forwarded-For", STRANGER },
				new String[] { "X-Forwarded-For", "zq7x" }, new String[] { "X_Forwarded_For", STRANGER },
				new String[] { "X-Real-IP", STRANGER, "X_Real_IP", STRANGER, "Forwarded", "for=" + STRANGER })) {
			RawAnswer answer = get(kind, "/", concat(cookies(own), headers));
			assertThat(answer.status()).as(headers[0]).isEqualTo(200);
			assertThat(answer.body()).doesNotContain(STRANGER);
			assertThat(seen(answer, "X-Forwarded-For")).containsExactly(TlsClient.ADDRESS);
			assertThat(get(kind, "/", concat(cookies(copied), headers)).status()).as(headers[0]).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenAClientClaimsToHaveAskedForSomethingElseThenTheRequestItselfCounts(RealProxy.Kind kind) {
		String[] claims = { "X-Original-URL", "https://evil.example.com/", "X-Original-Method", "POST",
				"X-Forwarded-Uri", "/evil", "X-Forwarded-Host", "evil.example.com", "X-Forwarded-Method", "POST",
				"X-Forwarded-Proto", "http", "X-Original-URL", "https://evil.example.com/", "X_Original_URL", "/evil",
				"X-Rewrite-Url", "/evil", "X-Forwarded-Prefix", "/evil" };
		RawAnswer answer = get(kind, "/orders", concat(NAVIGATION, claims));
		assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
		assertThat(answer.header("Location")).isEqualTo(SIGN_IN + "orders");
		RawAnswer page = get(kind, "/", concat(cookies(token(TlsClient.ADDRESS)), claims));
		assertThat(page.status()).isEqualTo(200);
		assertThat(seen(page, "X-Forwarded-Host")).containsExactly(APP);
		assertThat(seen(page, "X-Forwarded-Proto")).containsExactly("https");
	}

	@ParameterizedTest
	@EnumSource
	void socketWhenSignedInThenOpensAndElseDoesNot(RealProxy.Kind kind) {
		int proxy = proxy(kind).port();
		int before = application.requests();
		assertThat(TlsClient.upgrade(proxy, APP).getFirst()).startsWith("HTTP/1.1 401");
		assertThat(application.requests()).isEqualTo(before);
		String token = token(TlsClient.ADDRESS);
		List<String> open = TlsClient.upgrade(proxy, APP, cookies(token));
		assertThat(open.getFirst()).startsWith("HTTP/1.1 101");
		assertThat(open.getLast()).isEqualTo("hello");
		service.clock().advance(Duration.ofHours(1));
		List<String> renewed = TlsClient.upgrade(proxy, APP, cookies(token));
		assertThat(renewed.getFirst()).startsWith("HTTP/1.1 101");
		assertThat(renewed.getFirst().toLowerCase(Locale.ROOT)).contains("\r\nset-cookie: __secure-hellwall-token=");
	}

	@ParameterizedTest
	@EnumSource
	void gatewayWhenABrowserCallsItThenHidden(RealProxy.Kind kind) {
		for (String path : List.of("/gateway/auth-request", "/gateway/forward-auth", "/gateway/ext-authz/a",
				"/admin/accounts", "/admin")) {
			assertThat(TlsClient.send(proxy(kind).port(), "GET", "auth.example.com", path, "").status()).as(path)
				.isEqualTo(404);
		}
		assertThat(TlsClient.send(proxy(kind).port(), "GET", "auth.example.com", "/livez", "").status()).isEqualTo(200);
	}

	/** The whole way of a person, in a real browser. */
	@ParameterizedTest
	@EnumSource
	void journeyWhenAPersonSignsInThenReadsPagesUntilTheSignOut(RealProxy.Kind kind) {
		int proxy = proxy(kind).port();
		assumeTrue(Chromium.isInstalled(), "chromium and chromedriver are not installed");
		String email = service.newAccount();
		try (Chromium browser = new Chromium(folder.resolve("profile-" + kind), "--ignore-certificate-errors",
				"--host-resolver-rules=MAP *.example.com:443 127.0.0.1:" + proxy)) {
			browser.open("https://app.example.com/orders?id=42");
			assertThat(browser.address()).isEqualTo(SIGN_IN + "orders%3Fid%3D42");
			browser.type("email", email);
			browser.type("password", TestService.PASSWORD);
			browser.press("main button");
			browser.type("passcode", service.mailedPasscode(email));
			browser.press("main button");
			assertThat(browser.address()).isEqualTo("https://app.example.com/orders?id=42");
			assertThat(browser.text()).containsIgnoringCase("remote-user: " + email);
			String first = token(browser);
			service.clock().advance(Duration.ofHours(1));
			browser.open("https://app.example.com/more");
			assertThat(browser.address()).isEqualTo("https://app.example.com/more");
			assertThat(browser.text()).containsIgnoringCase("remote-user: " + email);
			assertThat(token(browser)).startsWith("Awfer_hellwall_").isNotEqualTo(first);
			browser.open("https://auth.example.com/me");
			browser.press("form[action='/signout'] button");
			browser.open("https://app.example.com/more");
			assertThat(browser.address()).isEqualTo(SIGN_IN + "more");
		}
	}

	private static String token(Chromium browser) {
		return Objects.requireNonNull(browser.cookies().get("__Secure-hellwall-token")).getValue();
	}

	@ParameterizedTest
	@EnumSource
	@Order(Integer.MAX_VALUE - 1)
	void pageWhenTheStoreIsLockedThenNobodyPassesAndNobodyIsSignedOut(RealProxy.Kind kind) throws Exception {
		String token = token(TlsClient.ADDRESS);
		service.clock().advance(Duration.ofHours(1));
		int before = application.requests();
		String url = "jdbc:sqlite:" + service.dataDir().resolve("op_creds.db");
		try (Connection other = DriverManager.getConnection(url); Statement statement = other.createStatement()) {
			statement.execute("begin immediate");
			RawAnswer answer = get(kind, "/", concat(cookies(token), NAVIGATION));
			assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
			assertThat(answer.header("Retry-After")).isEqualTo("1");
			statement.execute("rollback");
		}
		assertThat(application.requests()).isEqualTo(before);
		assertThat(get(kind, "/", cookies(token)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	@Order(Integer.MAX_VALUE)
	void pageWhenTheServiceIsDownThenNobodyPasses(RealProxy.Kind kind) {
		RealProxy proxy = proxy(kind);
		if (service.context().isActive()) {
			service.close();
		}
		int before = application.requests();
		for (String[] headers : List.of(cookies("0".repeat(64)), NAVIGATION, new String[0])) {
			long begin = System.nanoTime();
			RawAnswer answer = get(kind, "/", headers);
			assertThat(answer.status()).as(answer.toString()).isEqualTo(switch (kind) {
				case NGINX -> 500;
				case CADDY -> 502;
				case HAPROXY -> 503;
			});
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
		}
		assertThat(TlsClient.upgrade(proxy.port(), APP).getFirst()).startsWith("HTTP/1.1 5");
		assertThat(application.requests()).isEqualTo(before);
	}

	/** What a proxy sees of a process that is killed: its connections end anywhere. */
	@ParameterizedTest
	@EnumSource
	@Order(Integer.MAX_VALUE)
	void pageWhenTheServiceIsKilledInTheMiddleOfAnAnswerThenNobodyPasses(RealProxy.Kind kind) throws Exception {
		proxy(kind);
		if (service.context().isActive()) {
			service.close();
		}
		int before = application.requests();
		for (String sent : List.of("", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nRemote-User: zq7x@example.org\r\n")) {
			try (DyingServer dying = new DyingServer(port, sent)) {
				RawAnswer answer = get(kind, "/", cookies("0".repeat(64)));
				assertThat(answer.status()).as(sent).isBetween(500, 504);
				assertThat(dying.connections()).as(sent).isPositive();
			}
		}
		assertThat(application.requests()).isEqualTo(before);
	}

	/** Twenty at once may take longer than a proxy is let wait, on a busy machine. */
	private static RawAnswer patiently(RealProxy.Kind kind, String path, String... headers) {
		RawAnswer answer = get(kind, path, headers);
		for (int i = 0; i < 10 && answer.status() == 503; i++) {
			answer = get(kind, path, headers);
		}
		return answer;
	}

	/** Skips the test where the proxy is not installed. */
	private static RealProxy proxy(RealProxy.Kind kind) {
		assumeTrue(proxies.containsKey(kind), () -> kind + " is not installed");
		return Objects.requireNonNull(proxies.get(kind));
	}

	private static RawAnswer get(RealProxy.Kind kind, String path, String... headers) {
		return send(kind, "GET", path, "", headers);
	}

	private static RawAnswer send(RealProxy.Kind kind, String method, String path, String body, String... headers) {
		return TlsClient.send(proxy(kind).port(), method, APP, path, body, headers);
	}

	/** The values of a header field that reached the application. */
	private static List<String> seen(RawAnswer answer, String name) {
		return answer.body()
			.lines()
			.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
			.map((line) -> line.substring(name.length() + 1).strip())
			.toList();
	}

	/** The next token, from the cookie that brings it. */
	private static String renewed(RawAnswer answer) {
		return answer.headers("Set-Cookie")
			.stream()
			.filter((it) -> it.startsWith("__Secure-hellwall-token="))
			.map((it) -> it.substring(it.indexOf('=') + 1, it.indexOf(';')))
			.reduce((one, other) -> "twice")
			.orElse("none");
	}

	private static String[] cookies(String token) {
		return new String[] { "Cookie",
				"__Secure-hellwall-token=%s; __Secure-hellwall-device=%s".formatted(token, DEVICE) };
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", DEVICE };
	}

	private static String token(String client) {
		return token(service.newAccount(), client);
	}

	/** The token of a new session that was opened from that address. */
	private static String token(String email, String client) {
		String credentials = TestService.credentials(email, DEVICE);
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(service.post("/passcode", "{" + credentials + "}", "X-Forwarded-For", client).status())
			.isEqualTo(202);
		return service
			.post("/login", "{" + credentials + ",\"passcode\":\"" + service.mailedPasscode(email) + "\"}",
					"X-Forwarded-For", client)
			.text("token");
	}

	private static String[] concat(String[] some, String... more) {
		return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
	}

}
