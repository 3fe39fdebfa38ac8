package io.hellwall.gateway;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.http.RawHttp;
import io.hellwall.http.RawHttp.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the three endpoints believe, and what they answer. */
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
class GatewayTest {

	/** Of a browser: random, and locally administered. */
	private static final String DEVICE = "02a1b2c3d4e5";

	private static final String CLIENT = "198.51.100.7";

	private static final String STRANGER = "203.0.113.9";

	private static final String SIGN_IN = "https://auth.example.com/signin";

	private static final List<String> IDENTITY = List.of("Remote-User", "Remote-Email", "Remote-Account",
			"Remote-Session", "Remote-Expires");

	static TestService service;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1,10.0.0.0/8",
				"hellwall.public-url=https://auth.example.com", "hellwall.signin.cookie-domains=example.com");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	/** The endpoints, each as its proxy asks it for a GET of a page by a browser. */
	@SuppressWarnings("ImmutableEnumChecker") // from List.of
	enum Endpoint {

		AUTH_REQUEST("/gateway/auth-request", "X-Original-URL", "https://app.example.com/orders?id=42",
				"X-Original-Method", "GET"),

		FORWARD_AUTH("/gateway/forward-auth", "X-Forwarded-Method", "GET", "X-Forwarded-Proto", "https",
				"X-Forwarded-Host", "app.example.com", "X-Forwarded-Uri", "/orders?id=42"),

		EXT_AUTHZ("/gateway/ext-authz/orders?id=42", "X-Forwarded-Proto", "https");

		private final String path;

		private final List<String> fields;

		Endpoint(String path, String... fields) {
			this.path = path;
			this.fields = List.of(fields);
		}

		/** Asks, from the address of the client. */
		Answer ask(String... headers) {
			return askFor(this.path, with(headers));
		}

		private String[] with(String... headers) {
			return Stream.of(this.fields, List.of("X-Forwarded-For", CLIENT), List.of(headers))
				.flatMap(List::stream)
				.toArray(String[]::new);
		}

	}

	private static Answer askFor(String path, String... headers) {
		return service.get(path, headers);
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheTokenIsGoodThenNamesItsHolderInAllFields(Endpoint endpoint) {
		String email = service.newAccount();
		String token = token(email, CLIENT, DEVICE);
		for (String[] credentials : List.of(bearer(token), cookies(token))) {
			Answer answer = endpoint.ask(credentials);
			assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
			assertThat(answer.body()).isEmpty();
			assertThat(answer.header("Remote-User")).isEqualTo(email);
			assertThat(answer.header("Remote-Email")).isEqualTo(email);
			assertThat(answer.header("Remote-Account")).matches("[0-9a-f-]{36}");
			assertThat(answer.header("Remote-Session")).matches("[0-9a-f-]{36}");
			assertThat(answer.header("Remote-Expires"))
				.isEqualTo(service.post("/verify", body(token), "X-Forwarded-For", CLIENT).text("expiresAt"));
			assertThat(answer.header("Set-Cookie") + answer.header("X-Renewed-Token")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheTokenCameInACookieAndExpiredThenExactlyOneCookieBringsTheNext(Endpoint endpoint) {
		String token = token(CLIENT);
		service.clock().advance(Duration.ofHours(1));
		RawAnswer answer = raw("GET", endpoint, concat(cookies(token), "Host", "app.example.com"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers("Set-Cookie")).hasSize(1);
		String cookie = answer.header("Set-Cookie");
		assertThat(cookie).startsWith("__Secure-hellwall-token=Awfer_hellwall_")
			.contains("; Domain=example.com", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/");
		assertThat(answer.header("X-Renewed-Token")).isEmpty();
		assertThat(IDENTITY).allSatisfy((name) -> assertThat(answer.headers(name)).hasSize(1));
		String next = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
		assertThat(endpoint.ask(cookies(next)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheTokenCameInAHeaderAndExpiredThenAHeaderBringsTheNext(Endpoint endpoint) {
		String token = token(CLIENT);
		service.clock().advance(Duration.ofHours(1));
		Answer answer = endpoint.ask(bearer(token));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Set-Cookie")).isEmpty();
		assertThat(answer.header("Remote-User")).contains("@example.org");
		assertThat(endpoint.ask(bearer(answer.header("X-Renewed-Token"))).header("X-Renewed-Token")).isEmpty();
	}

	@Test
	void askWhenTwentyAtOnceBringAnExpiredTokenThenAllGetTheSameNextOne() throws Exception {
		String token = token(CLIENT);
		service.clock().advance(Duration.ofHours(1));
		List<String> cookies = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, 20)
				.mapToObj((it) -> threads.submit(() -> patiently(Endpoint.values()[it % 3], cookies(token))))
				.toList();
			for (Future<Answer> answer : answers) {
				assertThat(answer.get().status()).isEqualTo(200);
				cookies.add(answer.get().header("Set-Cookie").replaceFirst(";.*", ""));
			}
		}
		assertThat(cookies).doesNotContain("").containsOnly(cookies.getFirst());
	}

	/** Twenty at once may take longer than a proxy is let wait, on a busy machine. */
	private static Answer patiently(Endpoint endpoint, String... headers) {
		Answer answer = endpoint.ask(headers);
		for (int i = 0; i < 10 && !answer.header("Retry-After").isEmpty(); i++) {
			answer = endpoint.ask(headers);
		}
		return answer;
	}

	@Test
	void authRequestWhenNobodySignedInThenAlways401ThatNamesThePage() {
		for (String[] headers : List.of(new String[] { "Sec-Fetch-Mode", "navigate" },
				new String[] { "Sec-Fetch-Mode", "cors" }, new String[] { "Accept", "text/html" })) {
			Answer answer = Endpoint.AUTH_REQUEST.ask(headers);
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo("unauthorized");
			assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
			assertThat(answer.header("Location"))
				.isEqualTo(SIGN_IN + "?rd=https%3A%2F%2Fapp.example.com%2Forders%3Fid%3D42");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "GET;Sec-Fetch-Mode=navigate;302", "HEAD;Sec-Fetch-Mode=navigate;302",
					"POST;Sec-Fetch-Mode=navigate;303", "DELETE;Sec-Fetch-Mode=navigate;303",
					"GET;Accept=text/html,application/xhtml+xml;302", "POST;Accept=text/html;303",
					"GET;Accept=text/html|X-Requested-With=XMLHttpRequest;401", "GET;Accept=application/json;401",
					"GET;Accept=*/*;401", "GET;Sec-Fetch-Mode=cors|Accept=text/html;401",
					"POST;Sec-Fetch-Mode=same-origin|Accept=text/html;401", "GET;Sec-Fetch-Mode=websocket;401",
					"GET;Sec-Fetch-Mode=navigate|X-Requested-With=XMLHttpRequest;302" })
	void forwardAuthWhenNobodySignedInThenOnlyAPersonIsLedToThePage(String method, String headers, int status) {
		String[] fields = headers.split("[=|]");
		Answer answer = askFor("/gateway/forward-auth",
				concat(fields, "X-Forwarded-For", CLIENT, "X-Forwarded-Method", method, "X-Forwarded-Proto", "https",
						"X-Forwarded-Host", "app.example.com", "X-Forwarded-Uri", "/orders?id=42"));
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.header("Location"))
			.isEqualTo(SIGN_IN + "?rd=https%3A%2F%2Fapp.example.com%2Forders%3Fid%3D42");
		assertThat(answer.body().isEmpty()).isEqualTo(status < 400);
	}

	@ParameterizedTest
	@CsvSource({ "GET, 302", "HEAD, 302", "POST, 303", "PUT, 303", "PATCH, 303", "DELETE, 303", "OPTIONS, 303" })
	void extAuthzWhenAnyMethodThenAnswersAsForwardAuth(String method, int status) {
		String[] headers = { "Host", "app.example.com", "X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "https" };
		RawAnswer person = RawHttp.send(service.port(), RawHttp.request(method, "/gateway/ext-authz/orders?id=42",
				new byte[0], concat(headers, "Sec-Fetch-Mode", "navigate")));
		assertThat(person.status()).isEqualTo(status);
		assertThat(person.header("Location"))
			.isEqualTo(SIGN_IN + "?rd=https%3A%2F%2Fapp.example.com%2Forders%3Fid%3D42");
		RawAnswer script = RawHttp.send(service.port(),
				RawHttp.request(method, "/gateway/ext-authz/orders", new byte[0], headers));
		assertThat(script.status()).isEqualTo(401);
		RawAnswer signedIn = RawHttp.send(service.port(), RawHttp.request(method, "/gateway/ext-authz/orders?a=%20b",
				new byte[0], concat(headers, cookies(token(CLIENT)))));
		assertThat(signedIn.status()).isEqualTo(200);
	}

	/** Envoy puts the path of the client behind ours, whatever it is. */
	@ParameterizedTest
	@ValueSource(strings = { "/../../livez", "/%2e%2e/%2e%2e/livez", "/..;/..;/livez", "/..%2f..%2flivez",
			"/../ext-authz/../../v3/api-docs", "/..\\..\\livez", "//../../livez", "/./../../readyz", ";/livez",
			"/../../../../livez", "?/../../livez", "", "/%00", "/swagger-ui.html", "/../auth-request",
			"/../../v3/api-docs?renew=never" })
	void extAuthzWhenThePathLeadsElsewhereThenNeverYes(String path) {
		RawAnswer answer = RawHttp.send(service.port(), RawHttp.request("GET", "/gateway/ext-authz" + path, new byte[0],
				"X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "https", "Host", "app.example.com"));
		assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gateway/ext%2dauthz/orders", "/gateway/ext-authz;a=b/orders", "/gateway;a/ext-authz/a",
			"/gateway/ext-authz" })
	void extAuthzWhenOurPartOfThePathIsWrittenOtherwiseThenUnclear(String path) {
		RawAnswer answer = RawHttp.send(service.port(), RawHttp.request("GET", path, new byte[0],
				concat(cookies(token(CLIENT)), "X-Forwarded-For", CLIENT, "X-Forwarded-Proto", "https")));
		assertThat(answer.status()).isEqualTo(403);
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheSessionEndedThenRefused(Endpoint endpoint) {
		String token = token(CLIENT);
		assertThat(endpoint.ask(cookies(token)).status()).isEqualTo(200);
		assertThat(service.post("/logout", body(token), "X-Forwarded-For", CLIENT).status()).isEqualTo(204);
		assertThat(endpoint.ask(cookies(token)).status()).isEqualTo(401);
	}

	@Test
	void askWhenAStepUpIsNeededThenRefusedWithThatProblem() {
		String email = service.newAccount();
		String id = service.get("/admin/accounts?email=" + email, service.adminKey())
			.json()
			.at("/accounts/0/id")
			.asString();
		assertThat(
				RawHttp
					.send(service.port(),
							RawHttp.request("PATCH", "/admin/accounts/" + id,
									"{\"binding\":\"step-up\"}".getBytes(StandardCharsets.UTF_8),
									concat(service.adminKey(), "If-Match", "*", "Content-Type", "application/json")))
					.status())
			.isEqualTo(200);
		String token = token(email, STRANGER, DEVICE);
		for (String query : List.of("", "?renew=never")) {
			Answer answer = askFor("/gateway/auth-request" + query, Endpoint.AUTH_REQUEST.with(cookies(token)));
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo("step-up-required");
			assertThat(answer.header("Location")).startsWith(SIGN_IN);
		}
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheBearerTokenIsWrongThenTheCookiesAreNotTried(Endpoint endpoint) {
		String token = token(CLIENT);
		String[] cookies = cookies(token);
		String[] good = bearer(token);
		List<String[]> wrong = List.of(bearer("0".repeat(64)), bearer("zq7x"),
				new String[] { "Authorization", "Bearer " + token },
				new String[] { "Authorization", "bearer zq7x", "X-Device-Mac", DEVICE },
				new String[] { "Authorization", "Bearer  " + token, "X-Device-Mac", DEVICE },
				new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", "zq7x" },
				new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", "00:00:00:00:00:01" },
				concat(good, "X-Device-Mac", DEVICE), concat(good, "Authorization", "Bearer " + token),
				concat(good, "Authorization", "Basic eDp5"),
				concat(new String[] { "Authorization", "Basic eDp5" }, good));
		for (String[] headers : wrong) {
			assertThat(endpoint.ask(concat(headers, cookies)).status()).as(List.of(headers).toString()).isEqualTo(401);
		}
		assertThat(endpoint.ask(concat(good, cookies)).status()).isEqualTo(200);
	}

	/** Applications have credentials of their own. */
	@Test
	void askWhenAnotherSchemeThenTheCookiesCount() {
		String[] cookies = cookies(token(CLIENT));
		assertThat(Endpoint.FORWARD_AUTH.ask(concat(cookies, "Authorization", "Basic eDp5")).status()).isEqualTo(200);
		assertThat(Endpoint.FORWARD_AUTH.ask(concat(cookies, "X-Device-Mac", "zq7x")).status()).isEqualTo(200);
		assertThat(Endpoint.FORWARD_AUTH.ask("Authorization", "Basic eDp5").status()).isEqualTo(401);
	}

	@Test
	void askWhenACookieIsMissingOrTwiceOrOfTheOtherFormThenRefused() {
		String token = token(CLIENT);
		String both = cookies(token)[1];
		String[] parts = both.split("; ", -1);
		for (String cookie : List.of(parts[0], parts[1], both + "; " + parts[0], both + "; " + parts[1],
				both.replace("__Secure-", "__Host-"), both.replace("__Secure-", ""),
				both.replace(DEVICE, "00a1b2c3d4e5"), both.replace("Awfer_", "AWFER_"))) {
			Answer answer = Endpoint.FORWARD_AUTH.ask("Cookie", cookie);
			assertThat(answer.status()).as(cookie).isEqualTo(401);
			assertThat(answer.header("Set-Cookie")).isEmpty();
		}
		assertThat(Endpoint.FORWARD_AUTH.ask("Cookie", "app=1; " + both + "; more=2").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void askWhenAnotherAddressThenRefusedAndRecordedAsVerifyDoes(Endpoint endpoint) {
		String token = token(CLIENT);
		String[] credentials = cookies(token);
		String account = endpoint.ask(credentials).header("Remote-Account");
		for (String forwardedFor : List.of(STRANGER, CLIENT + ", " + STRANGER,
				CLIENT + "," + STRANGER + ", 10.0.0.1")) {
			String[] headers = replaced(endpoint.with(credentials), "X-Forwarded-For", forwardedFor);
			assertThat(askFor(endpoint.path, headers).status()).as(forwardedFor).isEqualTo(401);
		}
		String[] proxies = replaced(endpoint.with(credentials), "X-Forwarded-For",
				STRANGER + ", " + CLIENT + ", 10.0.0.1");
		assertThat(askFor(endpoint.path, proxies).status()).isEqualTo(200);
		await()
			.untilAsserted(() -> assertThat(service.get("/admin/audit?account=" + account, service.adminKey()).body())
				.contains("TOKEN_MISPLACED"));
	}

	@ParameterizedTest
	@EnumSource
	void askWhenAFieldIsMissingOrTwiceThenUnclear(Endpoint endpoint) {
		String[] all = endpoint.with(cookies(token(CLIENT)));
		for (int i = 0; i < endpoint.fields.size() + 2; i += 2) {
			List<String> without = new ArrayList<>(List.of(all));
			without.subList(i, i + 2).clear();
			assertUnclear(askFor(endpoint.path, without.toArray(String[]::new)));
			if (i < endpoint.fields.size()) {
				assertUnclear(askFor(endpoint.path, concat(all, all[i], all[i + 1])));
				assertUnclear(askFor(endpoint.path, concat(all, all[i], "")));
			}
		}
		assertThat(askFor(endpoint.path, all).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void askWhenAFieldIsNotWhatItMustBeThenUnclear(Endpoint endpoint) {
		String[] all = endpoint.with(cookies(token(CLIENT)));
		for (int i = 0; i < endpoint.fields.size() + 2; i += 2) {
			for (String value : List.of("zq7x y", "\"", "https://user@app.example.com/", "GET,GET", "")) {
				assertUnclear(askFor(endpoint.path, replaced(all, all[i], value)));
			}
		}
	}

	/** Nothing can be renewed for such a host, nor can anybody come back to it. */
	@ParameterizedTest
	@ValueSource(strings = { "LONG", "[:::]" })
	void askWhenNoHostIsCalledSoThenUnclear(String text) {
		String token = token(CLIENT);
		service.clock().advance(Duration.ofHours(1));
		String host = text.replace("LONG", ("a".repeat(63) + ".").repeat(4) + "example.com");
		for (String[] credentials : List.of(cookies(token), new String[0])) {
			assertUnclear(askFor("/gateway/auth-request",
					replaced(Endpoint.AUTH_REQUEST.with(credentials), "X-Original-URL", "https://" + host + "/")));
			assertUnclear(askFor("/gateway/forward-auth",
					replaced(Endpoint.FORWARD_AUTH.with(credentials), "X-Forwarded-Host", host)));
		}
	}

	/** Those of another kind of proxy may be the client's. */
	@Test
	void askWhenOnlyTheFieldsOfOtherProxiesThenUnclear() {
		String[] credentials = cookies(token(CLIENT));
		assertUnclear(askFor("/gateway/auth-request", Endpoint.FORWARD_AUTH.with(credentials)));
		assertUnclear(askFor("/gateway/forward-auth", Endpoint.AUTH_REQUEST.with(credentials)));
		assertUnclear(askFor("/gateway/ext-authz/orders", Endpoint.AUTH_REQUEST.with(credentials)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "?renew", "?renew=", "?renew=always", "?renew=never&renew=never", "?x=y", "?renew=NEVER",
			"?renew=never&x", "?%72enew=never" })
	void askWhenTheQueryIsAnotherThenUnclear(String query) {
		String[] credentials = cookies(token(CLIENT));
		for (Endpoint endpoint : List.of(Endpoint.AUTH_REQUEST, Endpoint.FORWARD_AUTH)) {
			assertUnclear(askFor(endpoint.path + query, endpoint.with(credentials)));
		}
		assertThat(askFor("/gateway/ext-authz/orders" + query, Endpoint.EXT_AUTHZ.with(credentials)).status())
			.isEqualTo(200);
	}

	private static void assertUnclear(Answer answer) {
		assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
		assertThat(answer.problem()).isEqualTo("unclear-request");
		assertThat(answer.header("Location") + answer.header("Remote-User")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void askWhenTheCallerIsNoProxyThenRefusedWhateverItSends(Endpoint endpoint) {
		TestService direct = SharedService.on(this.store);
		String token = direct.newToken();
		String[] credentials = { "Authorization", "Bearer " + token, "X-Device-Mac", TestService.MAC };
		for (String address : List.of("127.0.0.1", CLIENT, "127.0.0.1, 10.0.0.1")) {
			Answer answer = direct.get(endpoint.path, replaced(endpoint.with(credentials), "X-Forwarded-For", address));
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.problem()).isEqualTo("not-a-proxy");
		}
		assertThat(direct.verify(token, TestService.MAC).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH" })
	void askWhenItChangesSomethingThenNoMethodOfTheEndpoint(String method) {
		for (Endpoint endpoint : List.of(Endpoint.AUTH_REQUEST, Endpoint.FORWARD_AUTH)) {
			assertThat(raw(method, endpoint, cookies(token(CLIENT))).status()).isEqualTo(405);
		}
	}

	@ParameterizedTest
	@EnumSource
	void askWhenHeadThenAsGetWithoutABody(Endpoint endpoint) {
		RawAnswer yes = raw("HEAD", endpoint, cookies(token(CLIENT)));
		assertThat(yes.status()).isEqualTo(200);
		assertThat(yes.header("Remote-User")).isNotEmpty();
		RawAnswer no = raw("HEAD", endpoint);
		assertThat(no.status()).isEqualTo(401);
		assertThat(no.body()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTH_REQUEST", "FORWARD_AUTH" })
	void neverWhenAnyTokenThenNothingIsWritten(Endpoint endpoint) {
		String first = token(CLIENT);
		List<String> before = rows();
		assertThat(never(endpoint, first).status()).isEqualTo(200);
		service.clock().advance(Duration.ofHours(1));
		Answer expired = never(endpoint, first);
		assertThat(expired.status()).isEqualTo(401);
		assertThat(expired.header("Location")).startsWith(SIGN_IN);
		assertThat(rows()).isEqualTo(before);
		String next = endpoint.ask(bearer(first)).header("X-Renewed-Token");
		List<String> renewed = rows();
		assertThat(never(endpoint, first).status()).isEqualTo(401);
		assertThat(never(endpoint, next).status()).isEqualTo(200);
		assertThat(rows()).isEqualTo(renewed).isNotEqualTo(before);
		assertThat(endpoint.ask(bearer(next)).status()).isEqualTo(200);
		service.clock().advance(Duration.ofSeconds(10));
		List<String> used = rows();
		assertThat(never(endpoint, first).status()).isEqualTo(401); // a copy
		assertThat(rows()).isEqualTo(used);
		assertThat(endpoint.ask(bearer(next)).status()).isEqualTo(200);
	}

	private static Answer never(Endpoint endpoint, String token) {
		return askFor(endpoint.path + "?renew=never", endpoint.with(bearer(token)));
	}

	/** All that is known of tokens and of the ends of sessions. */
	private static List<String> rows() {
		JdbcTemplate creds = new JdbcTemplate(service.context().getBean("credsReaders", DataSource.class));
		return Stream
			.of("select generation, superseded_at, used_at, expires_at from master_token",
					"select ended_at, ends_at from session")
			.flatMap((sql) -> creds.queryForList(sql).stream())
			.map(Object::toString)
			.sorted()
			.toList();
	}

	@Test
	void askWhenTheStoreIsLockedThenNotDecidedWithinASecond() throws Exception {
		String current = token(CLIENT);
		String expired = token(CLIENT);
		service.clock().advance(Duration.ofHours(1));
		String renewed = Endpoint.FORWARD_AUTH.ask(bearer(current)).header("X-Renewed-Token");
		assertThat(Endpoint.FORWARD_AUTH.ask(bearer(renewed)).status()).isEqualTo(200);
		try (Connection other = locked()) {
			Answer nginx = withinASecond(() -> Endpoint.AUTH_REQUEST.ask(cookies(expired)));
			assertThat(nginx.status()).isEqualTo(401);
			assertThat(nginx.problem()).isEqualTo("undecided");
			assertThat(nginx.header("Retry-After")).isEqualTo("1");
			assertThat(nginx.header("Location")).isEmpty();
			for (Endpoint endpoint : List.of(Endpoint.FORWARD_AUTH, Endpoint.EXT_AUTHZ)) {
				Answer answer = withinASecond(
						() -> endpoint.ask(concat(cookies(expired), "Sec-Fetch-Mode", "navigate")));
				assertThat(answer.status()).isEqualTo(503);
				assertThat(answer.problem()).isEqualTo("store-unavailable");
				assertThat(answer.header("Remote-User")).isEmpty();
			}
			if (this.store == TestStore.SQLITE) { // PostgreSQL was told to lock readers
													// out
				assertThat(Endpoint.AUTH_REQUEST.ask(bearer(renewed)).status()).isEqualTo(200);
			}
			other.rollback();
		}
		await().untilAsserted(() -> assertThat(Endpoint.AUTH_REQUEST.ask(cookies(expired)).status()).isEqualTo(200));
		assertThat(Endpoint.AUTH_REQUEST.ask(bearer(renewed)).status()).isEqualTo(200);
	}

	/** A connection of somebody else that keeps others from tokens. */
	private Connection locked() throws SQLException {
		Connection other = (this.store == TestStore.SQLITE)
				? DriverManager.getConnection("jdbc:sqlite:" + service.dataDir().resolve("op_creds.db"))
				: service.context().getBean("credsDataSource", DataSource.class).getConnection();
		other.setAutoCommit(false);
		try (Statement statement = other.createStatement()) {
			statement.execute((this.store == TestStore.SQLITE) ? "update master_token set generation = generation"
					: "lock table master_token in access exclusive mode");
		}
		return other;
	}

	/** A busy machine may be late once. */
	private static Answer withinASecond(Supplier<Answer> request) {
		for (int i = 0; i < 3; i++) {
			long begin = System.nanoTime();
			Answer answer = request.get();
			if (Duration.ofNanos(System.nanoTime() - begin).toMillis() < 1000) {
				return answer;
			}
		}
		throw new AssertionError("later than a second");
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", DEVICE };
	}

	private static String[] cookies(String token) {
		return new String[] { "Cookie",
				"__Secure-hellwall-token=%s; __Secure-hellwall-device=%s".formatted(token, DEVICE) };
	}

	private static String body(String token) {
		return "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(token, DEVICE);
	}

	/**
	 * As ForwardAuth of Traefik 3 sends it, by its manual and its source. Traefik itself
	 * was not run.
	 */
	@ParameterizedTest
	@CsvSource({ "https, navigate, 302", "https, cors, 401", "wss, websocket, 401" })
	void forwardAuthWhenTraefikAsksThenAnswersWhatItHandsOn(String scheme, String mode, int refused) {
		String question = """
				GET /gateway/forward-auth HTTP/1.1
				Host: 127.0.0.1:8080
				User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0
				Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
				Accept-Encoding: gzip, deflate, br, zstd
				Accept-Language: en-US,en;q=0.9
				Cookie: %s
				Sec-Fetch-Mode: MODE
				X-Forwarded-For: 198.51.100.7
				X-Forwarded-Host: app.example.com
				X-Forwarded-Method: GET
				X-Forwarded-Port: 443
				X-Forwarded-Proto: SCHEME
				X-Forwarded-Server: proxy-1
				X-Forwarded-Uri: /orders?id=42
				X-Real-Ip: 198.51.100.7
				Connection: close

				""".replace("MODE", mode).replace("SCHEME", scheme);
		assertReplayed(question, refused);
	}

	/**
	 * As the filter ext_authz of Envoy sends it with the configuration of the page. Envoy
	 * itself was not run.
	 */
	@ParameterizedTest
	@CsvSource({ "GET, navigate, 302", "POST, navigate, 303", "OPTIONS, cors, 401", "DELETE, cors, 401" })
	void extAuthzWhenEnvoyAsksThenAnswersWhatItHandsOn(String method, String mode, int refused) {
		String question = """
				METHOD /gateway/ext-authz/orders?id=42 HTTP/1.1
				host: app.example.com
				content-length: 0
				cookie: %s
				accept: text/html,application/xhtml+xml
				sec-fetch-mode: MODE
				x-forwarded-for: 203.0.113.9,198.51.100.7
				x-forwarded-proto: https
				x-envoy-expected-rq-timeout-ms: 2000
				x-envoy-internal: true
				connection: close

				""".replace("MODE", mode).replace("METHOD", method);
		assertReplayed(question, refused);
	}

	private static void assertReplayed(String question, int refused) {
		String token = token(CLIENT);
		RawAnswer no = replay(question, "app=1");
		assertThat(no.status()).isEqualTo(refused);
		assertThat(no.header("Location")).isEqualTo(SIGN_IN + "?rd=https%3A%2F%2Fapp.example.com%2Forders%3Fid%3D42");
		RawAnswer yes = replay(question, cookies(token)[1]);
		assertThat(yes.status()).isEqualTo(200);
		assertThat(IDENTITY).allSatisfy((name) -> assertThat(yes.header(name)).isNotEmpty());
		service.clock().advance(Duration.ofHours(1));
		RawAnswer renewed = replay(question, "app=1; " + cookies(token)[1]);
		assertThat(renewed.status()).as(renewed.toString()).isEqualTo(200);
		assertThat(renewed.headers("Set-Cookie")).singleElement().asString().startsWith("__Secure-hellwall-token=");
	}

	private static RawAnswer replay(String question, String cookie) {
		return RawHttp.send(service.port(),
				question.replace("\n", "\r\n").formatted(cookie).getBytes(StandardCharsets.UTF_8));
	}

	/** The token of a new session of a browser at that address. */
	private static String token(String client) {
		return token(service.newAccount(), client, DEVICE);
	}

	private static String token(String email, String client, String mac) {
		String credentials = TestService.credentials(email, mac);
		assertThat(service.post("/passcode", "{" + credentials + "}", "X-Forwarded-For", client).status())
			.isEqualTo(202);
		return service
			.post("/login", "{" + credentials + ",\"passcode\":\"" + service.mailedPasscode(email) + "\"}",
					"X-Forwarded-For", client)
			.text("token");
	}

	private static RawAnswer raw(String method, Endpoint endpoint, String... headers) {
		return RawHttp.send(service.port(),
				RawHttp.request(method, endpoint.path, new byte[0], endpoint.with(headers)));
	}

	private static String[] concat(String[] some, String... more) {
		return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
	}

	private static String[] replaced(String[] headers, String name, String value) {
		String[] replaced = headers.clone();
		for (int i = 0; i < headers.length; i += 2) {
			if (headers[i].equals(name)) {
				replaced[i + 1] = value;
			}
		}
		return replaced;
	}

}
