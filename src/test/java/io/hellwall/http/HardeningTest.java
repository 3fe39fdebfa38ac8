package io.hellwall.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.http.RawHttp.RawAnswer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every answer says to browsers, and what none says to strangers. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class HardeningTest {

	private static final String ORIGIN = "https://elsewhere.example";

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	static Stream<byte[]> requests() {
		String token = "{\"token\":\"" + "0".repeat(64) + "\",\"mac\":\"" + TestService.MAC + "\"}";
		return Stream.of(get("/livez"), get("/v3/api-docs"), get("/swagger-ui.html"), get("/swagger-ui/index.html"),
				get("/swagger-ui/swagger-ui.css"), get("/nothing"), get("/META-INF/MANIFEST.MF"), get("/nothing%2eexe"),
				get("/admin/network"), get("/verify"), get("/a;b"), get("/%00"), post("/verify", token),
				post("/logout", token), post("/verify", "{"), post("/verify", "x".repeat(20_000)),
				post("/nothing", "{}"), request("OPTIONS", "/verify"), request("OPTIONS", "/nothing"),
				request("TRACE", "/verify"), request("TRACE", "/nothing"), request("PROPFIND", "/verify"),
				"zq7x\r\n\r\n".getBytes(StandardCharsets.UTF_8),
				"GET / HTTP/9.9\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8),
				RawHttp.request("OPTIONS", "/verify", new byte[0], "Origin", ORIGIN, "Access-Control-Request-Method",
						"POST", "Access-Control-Request-Headers", "content-type"));
	}

	@ParameterizedTest
	@MethodSource("requests")
	void anyCallWhenAnsweredThenHasTheHeadersThatProtectAndNoOthers(byte[] request) {
		RawAnswer answer = RawHttp.send(service.port(), request);
		assertThat(answer.header("X-Content-Type-Options")).as(answer.head()).isEqualTo("nosniff");
		assertThat(answer.header("Cache-Control")).as(answer.head()).isEqualTo("no-store");
		assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("\nserver:", "\nx-powered-by:",
				"\naccess-control-", "\ncontent-disposition:", "\nset-cookie:", "tomcat", "apache");
		if (answer.status() >= 400) {
			assertThat(answer.header("Content-Type")).as(answer.toString()).isEqualTo("application/problem+json");
		}
	}

	@ParameterizedTest
	@CsvSource({ "PROPFIND, /verify, POST", "PROPFIND, /admin/accounts, 'GET, POST'", "PROPFIND, /livez, GET",
			"GET, /verify, POST", "DELETE, /admin/network, GET" })
	void methodWhenThePathHasItNotThenAllowNamesThoseItHas(String method, String path, String allowed) {
		RawAnswer answer = RawHttp.send(service.port(), RawHttp.request(method, path, new byte[0],
				service.adminKey()[0], service.adminKey()[1], "X-Secret", "zq7x"));
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow").split(",\\s*")).containsExactlyInAnyOrder(allowed.split(",\\s*"));
		assertThat(answer.head() + answer.body()).doesNotContain("zq7x");
	}

	/** OPTIONS itself is among the methods. */
	@ParameterizedTest
	@CsvSource({ "/verify, 'POST, OPTIONS'", "/login, 'POST, OPTIONS'", "/livez, 'GET, HEAD, OPTIONS'",
			"/v3/api-docs, 'GET, HEAD, OPTIONS'", "/swagger-ui/index.html, 'GET, HEAD, OPTIONS'",
			"/admin/accounts, 'GET, HEAD, POST, OPTIONS'", "/admin/network, 'GET, HEAD, OPTIONS'" })
	void optionsWhenThePathExistsThenAllowNamesItsMethods(String path, String allowed) {
		for (String header : List.of("X-Any", "Access-Control-Request-Method")) {
			RawAnswer answer = RawHttp.send(service.port(), RawHttp.request("OPTIONS", path, new byte[0],
					service.adminKey()[0], service.adminKey()[1], "Origin", ORIGIN, header, "POST"));
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Allow").split(",\\s*")).containsExactlyInAnyOrder(allowed.split(",\\s*"));
		}
		assertThat(Stream.of(allowed.split(",\\s*")).filter((method) -> !method.equals("OPTIONS")))
			.allSatisfy((method) -> assertThat(
					RawHttp.send(service.port(), RawHttp.request(method, path, new byte[0], service.adminKey()))
						.status())
				.isNotEqualTo(405));
	}

	@ParameterizedTest
	@CsvSource({ "/admin/accounts, 401", "/admin/nothing, 401", "/admin, 401", "/nothing, 404", "/nothing/else, 404" })
	void optionsWhenThereIsNoKeyOrNoPathThenRefusedWithoutMethods(String path, int status) {
		for (String[] headers : List.of(new String[0], new String[] { "Origin", ORIGIN },
				new String[] { "Origin", ORIGIN, "Access-Control-Request-Method", "POST" })) {
			RawAnswer answer = RawHttp.send(service.port(), RawHttp.request("OPTIONS", path, new byte[0], headers));
			assertThat(answer.status()).as(answer.head()).isEqualTo(status);
			assertThat(answer.header("Allow")).isEmpty();
		}
	}

	/** The container refuses TRACE before it looks for the path. */
	@ParameterizedTest
	@ValueSource(strings = { "/verify", "/nothing", "/livez" })
	void traceWhenAnyPathThenRefusedWithoutEcho(String path) {
		RawAnswer answer = RawHttp.send(service.port(),
				RawHttp.request("TRACE", path, new byte[0], "Origin", ORIGIN, "X-Secret", "zq7x"));
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.body()).contains("urn:hellwall:problem:method-not-allowed");
		assertThat(answer.head() + answer.body()).doesNotContain("zq7x", ORIGIN, path);
	}

	/** The container answers before it calls any code of ours. */
	@Test
	void optionsWhenForTheWholeServerThenNothingButMethods() {
		RawAnswer answer = RawHttp.send(service.port(), request("OPTIONS", "*"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.head().lines().skip(1).map((line) -> line.substring(0, line.indexOf(':'))))
			.containsExactlyInAnyOrder("Allow", "Content-Length", "Date", "Connection");
	}

	private static byte[] get(String path) {
		return request("GET", path);
	}

	private static byte[] request(String method, String path) {
		return RawHttp.request(method, path, new byte[0], "Origin", ORIGIN);
	}

	private static byte[] post(String path, String body) {
		return RawHttp.request("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json",
				"Origin", ORIGIN);
	}

}
