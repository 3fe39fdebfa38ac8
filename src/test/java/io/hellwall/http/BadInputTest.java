package io.hellwall.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.hellwall.ApiContract;
import io.hellwall.TestService;
import io.hellwall.Traces;
import io.hellwall.http.RawHttp.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a stranger sends is refused as a problem, quickly, with nothing stored, mailed
 * or logged, and neither his text nor our internals in the answer.
 */
@Isolated("reads the log")
class BadInputTest {

	/** Part of everything hostile, so that it is found wherever it turns up again. */
	private static final String MARK = "zq7x";

	private static final String MARK_NUMBER = "7707077";

	private static final String MISSING = "";

	private static final int KIB = 1024;

	/** JSON values, short enough to be no good password either. */
	private static final List<String> VALUES = List.of(MISSING, "null", MARK_NUMBER, "-7.707077", "true", "{}",
			"{\"zq7x\":1}", "[]", "[\"zq7x\"]", "[[\"zq7x\"]]", "[null]", "\"\"", "\" \"", "\"zq7x\"",
			"\"zq7x\\u0000\"", "\"zq7x\\r\\n\"", "\"\\u001b[31mzq7x\"", "\"zq7x\\u2028\"", "\"\\u202ezq7x\"",
			"\"zq7x\\ud800\"", "\"\\udc00zq7x\"", "\"\\ud800\\ud800zq7x\"", "\"' or 1=1--zq7x\"", "\"';drop--zq7x\"",
			"\"${zq7x}\"", "\"${jndi:zq7x}\"", "\"#{zq7x}\"", "\"{{zq7x}}\"", "\"<%=zq7x%>\"", "\"%n%s{}zq7x\"",
			"\"../../zq7x\"", "\"<b>zq7x\"", "\"" + MARK.repeat(3 * KIB) + "\"", "\"" + MARK.repeat(25 * KIB) + "\"",
			"[" + "\"zq7x\",".repeat(25 * KIB) + "1]");

	private static final List<String> ADDRESSES = List.of("zq7x@example.org\\r\\nBcc: zq7x@example.net",
			"zq7x\\r\\nBcc: b@example.net", "zq7x\\n@example.org", "zq7x\\r@example.org", "zq7x\\u0000@example.org",
			"zq7x\\u760d\\u760aBcc:b@example.org", "zq7x@example.org\\u760d\\u760aBcc:b",
			"zq7x\\u010d\\u010a@example.org", "zq7x@example.org\\u2028", "\\\"zq7x\\\"@example.org",
			"\\\"zq7x\\r\\nBcc: b\\\"@example.org", "zq7x@example.org,b@example.net", "zq7x@example.org;b@example.net",
			"<zq7x@example.org>", "zq7x <b@example.org>", "b@example.org <zq7x>", "zq7x(b)@example.org",
			"@b,@c:zq7x@example.org", "zq7x:b@example.org;", "zq7x@[127.0.0.1]", "zq7x@example.org.",
			"zq7x@example..org", "zq7x@", "@zq7x", "zq7x@example.org\\t", " zq7x@example.org", "zq7x b@example.org",
			".zq7x@example.org", "zq7x@-b.org", "zq7x@exa_mple.org", "zq7x@example.org?cc=b",
			"=?utf-8?q?zq7x?= <b@example.org>", "zq7x\\\\@example.org", "zq7x\\ud800@example.org",
			"zq7x@example.\\ud800org", "zq7x\\u0430@example.org");

	@TempDir
	static Path dataDir;

	static TestService service;

	static ApiContract contract;

	static Traces traces;

	private Map<String, Integer> rows = Map.of();

	private int mails;

	/** A well-formed guess at nobody counts, so its rows are there from the start. */
	@BeforeAll
	static void start() {
		service = TestService.start(dataDir, "hellwall.registration.mode=open");
		contract = service.contract().orElseThrow();
		assertThat(send(Call.LOGIN, Call.LOGIN.body()).status()).isEqualTo(401);
		traces = new Traces(dataDir);
	}

	@AfterAll
	static void stop() {
		traces.close();
		service.close();
	}

	@BeforeEach
	void remember() {
		this.rows = traces.rows();
		this.mails = service.mail().getReceivedMessages().length;
		traces.logged();
	}

	@AfterEach
	void nothingIsLeftBehind() {
		assertThat(traces.rows()).containsKeys("op_creds.db/account", "op_passcodes.db/passcode").isEqualTo(this.rows);
		assertThat(service.mail().getReceivedMessages()).hasSize(this.mails);
		assertThat(traces.logged()).noneMatch((line) -> line.startsWith("ERROR") || line.startsWith("WARN"))
			.noneMatch((line) -> line.contains(MARK) || line.contains(MARK_NUMBER));
	}

	static Stream<Arguments> fields() {
		return Stream.of(Call.values())
			.flatMap((call) -> call.fields().stream().map((field) -> Arguments.of(call, field)));
	}

	@ParameterizedTest
	@MethodSource("fields")
	void anyCallWhenAFieldIsNotValidThenInvalid(Call call, String field) {
		for (String value : VALUES) {
			if (call.takes(field, value)) {
				continue;
			}
			String body = call.body(field, value);
			RawAnswer answer = send(call, body);
			assertRefused(answer);
			assertThat(answer.status()).as(() -> start(body)).isIn(call.expected(field, value));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PASSCODE", "LOGIN", "RESET", "REGISTER", "CREATE" })
	void anyCallWhenTheAddressSmugglesHeadersThenInvalid(Call call) {
		for (String address : ADDRESSES) {
			RawAnswer answer = send(call, call.body("email", "\"" + address + "\""));
			assertRefused(answer);
			assertThat(answer.status()).as(address).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyCallWhenTheBodyIsAnotherObjectThenInvalid(Call call) {
		String good = call.body();
		String open = good.substring(0, good.length() - 1);
		List<String> bodies = List.of("", " ", "\0", MARK, "null", "true", MARK_NUMBER, "\"zq7x\"", "[]",
				"[" + good + "]", open, good.substring(0, good.length() / 2), "{", "{\"zq7x", good + "{}",
				good + "zq7x", good + good, good + "]", open + ",}", open + ",\"zq7x\":1}", open + ",\"zq7x\":null}",
				open + ",\"__proto__\":{\"zq7x\":1}}", open + ",\"\\u0000zq7x\":1}", open + ",\"@class\":\"zq7x\"}",
				open + "," + good.substring(1), open + ",\"mac\":null,\"mac\":null}", good.replace("\"", "'"),
				"/*zq7x*/" + good, "[".repeat(16 * KIB), "{\"a\":".repeat(3 * KIB),
				open + ",\"zq7x\":" + "[".repeat(15 * KIB) + "}", open + ",\"zq7x\":1e999999999}",
				open + ",\"zq7x\":NaN}", open + ",\"\":\"zq7x\"}", good.toUpperCase(Locale.ROOT) + MARK,
				good.replaceFirst("\":\"", "\":\"zq7x\n\r\0"));
		for (String body : bodies) {
			RawAnswer answer = send(call, body);
			assertRefused(answer);
			assertThat(answer.status()).as(() -> start(body)).isEqualTo(400);
		}
		for (String body : List.of("[".repeat(100_000), open + ",\"zq7x\":" + "{\"a\":[".repeat(100_000),
				" ".repeat(16 * KIB) + good)) {
			RawAnswer answer = send(call, body);
			assertRefused(answer);
			assertThat(answer.status()).as(() -> start(body)).isEqualTo(413);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyCallWhenBytesAreNoUtf8ThenInvalid(Call call) {
		String good = call.body();
		int text = good.indexOf(":\"") + 2;
		for (byte[] junk : List.of(bytes(0xff), bytes(0xed, 0xa0, 0x80), bytes(0xf8, 0x88, 0x80, 0x80),
				bytes(0xe2, 0x28, 0xa1), bytes(0xf5, 0x80, 0x80, 0x80), bytes(0xc0, 0xaf), bytes(0xe0, 0x80, 0xaf))) {
			byte[] body = RawHttp.concat(utf8(good.substring(0, text)), junk, utf8(good.substring(text)));
			RawAnswer answer = send(call, "application/json", body);
			assertRefused(answer);
			assertThat(answer.status()).as(Arrays.toString(junk)).isEqualTo(400);
		}
	}

	/** The parser would tell them apart by itself. */
	@ParameterizedTest
	@EnumSource
	void anyCallWhenTheEncodingIsNotUtf8ThenRefused(Call call) {
		for (String charset : List.of("UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE")) {
			RawAnswer answer = send(call, "application/json", call.body().getBytes(Charset.forName(charset)));
			assertRefused(answer);
			assertThat(answer.status()).as(charset).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyCallWhenFiveMegabytesThenTooLarge(Call call) {
		String body = call.body().replaceFirst("\":\"", "\":\"" + MARK.repeat(5 * KIB * KIB / 4));
		RawAnswer announced = send(call, body);
		assertRefused(announced);
		assertThat(announced.status()).isEqualTo(413);
		String head = "POST " + call.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ call.key() + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n";
		RawAnswer chunked = sendRaw(utf8(head + body + "\r\n0\r\n\r\n"));
		assertRefused(chunked);
		assertThat(chunked.status()).isEqualTo(413);
	}

	@ParameterizedTest
	@EnumSource
	void anyCallWhenAnotherContentTypeThenUnsupported(Call call) {
		for (String type : List.of("text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded",
				"application/octet-stream", "multipart/form-data; boundary=zq7x", "application/problem+json",
				"application/zq7x", MARK, "*/*", "application/*", "/", "application/json zq7x", "${zq7x}", "")) {
			RawAnswer answer = send(call, type, utf8(call.body()));
			assertRefused(answer);
			assertThat(answer.status()).as(type).isIn(400, 415);
		}
		for (String charset : List.of("utf-16", "zq7x", "utf-7", "\"")) {
			RawAnswer answer = send(call, "application/json;charset=" + charset, utf8(call.badBody()));
			assertRefused(answer);
			assertThat(answer.status()).as(charset).isIn(400, 415);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anyCallWhenTheMethodIsWrongThenRefused(Call call) {
		for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "ZQ7X", "post")) {
			if (call == Call.CREATE && (method.equals("GET") || method.equals("HEAD"))) {
				continue;
			}
			RawAnswer answer = sendRaw(RawHttp.request(method, call.path, utf8(call.body()), call.headers()));
			assertThat(answer.status()).as(method).isIn(405, 400);
			assertNothingShown(answer);
			if (!method.equals("HEAD")) {
				assertRefused(answer);
			}
		}
		assertThat(sendRaw(RawHttp.request("OPTIONS", call.path, new byte[0], call.headers())).body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/zq7x", "/zq7x?zq7x=zq7x", "/passcode/", "/passcode.zq7x", "/passcode;zq7x=1",
			"/PASSCODE", "/verify/zq7x", "/error", "/error?zq7x", "/favicon.ico", "/actuator", "/actuator/env",
			"/..;/zq7x", "/zq7x/..;/admin/accounts", "/livez/..;/admin/accounts", "/livez/../admin/accounts",
			"/livez;/../zq7x", "//admin/accounts", "/./admin/accounts", "/admin;zq7x/accounts", "/%61dmin/accounts",
			"/admin%2faccounts", "/admin/accounts/", "/admin/zq7x", "/%2e%2e/zq7x", "/zq7x/%2e%2e%2f%2e%2e/etc/passwd",
			"/zq7x%00", "/zq7x%0d%0aX:1", "/%zq7x", "/%", "/zq7x%c0%ae", "/zq7x%ff", "/zq7x\\..\\", "/zq7x|",
			"/zq7x<b>", "/${zq7x}", "/{{zq7x}}", "/zq7x\u0001", "/zq7x\u00e9", "zq7x", "http://zq7x/zq7x",
			"http://[zq7x/", "*", "/admin/accounts?after=zq7x", "/META-INF/MANIFEST.MF", "/WEB-INF/web.xml",
			"/application.yaml" })
	void anyCallWhenThePathIsUnknownThenNotFound(String path) {
		for (String method : List.of("GET", "POST")) {
			RawAnswer answer = sendRaw(RawHttp.request(method, path, new byte[0]));
			assertRefused(answer);
			assertThat(answer.status()).isIn(400, 401, 404, 405, 415);
		}
	}

	static Stream<String> heads() {
		String post = "POST /verify HTTP/1.1\r\n";
		return Stream.of("zq7x\r\n\r\n", "GET\r\n\r\n", "GET /zq7x HTTP/9.9\r\n\r\n", "GET /zq7x ZQ7X/1.1\r\n\r\n",
				"GET  /zq7x  HTTP/1.1 zq7x\r\n\r\n", "G\0T /zq7x HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001zq7x\r\n\r\n",
				"GET /zq7x HTTP/1.1\r\n\r\n", "GET /zq7x HTTP/1.1\r\nHost: a\r\nHost: zq7x\r\n\r\n",
				"GET /zq7x HTTP/1.1\r\nHost: zq7x^{}\r\n\r\n", post + "Host: a\r\nzq7x\r\n\r\n",
				post + "Host: a\r\n: zq7x\r\n\r\n", post + "Host: a\r\nzq7x: \0\r\n\r\n",
				post + "Host: a\r\nContent-Length: zq7x\r\n\r\n", post + "Host: a\r\nContent-Length: -1\r\n\r\n",
				post + "Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
				post + "Host: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
				post + "Host: a\r\nTransfer-Encoding: zq7x\r\n\r\n",
				post + "Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzq7x\r\n",
				post + "Host: a\r\nzq7x: " + "a".repeat(20 * KIB) + "\r\n\r\n",
				"GET /" + MARK.repeat(5 * KIB) + " HTTP/1.1\r\nHost: a\r\n\r\n",
				post + "Host: a\r\n" + "zq7x: 1\r\n".repeat(200) + "\r\n");
	}

	@ParameterizedTest
	@MethodSource("heads")
	void anyCallWhenTheHeadIsNoneThenRefused(String head) {
		RawAnswer answer = sendRaw(utf8(head.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
		assertRefused(answer);
		assertThat(answer.status()).isEqualTo(400);
	}

	@Test
	void acceptWhenAnotherTypeThenRefusalIsStillAProblem() {
		for (String accept : List.of("application/xml", "text/html", "zq7x/zq7x", MARK, "application/json;q=0", "")) {
			for (Call call : Call.values()) {
				RawAnswer answer = sendRaw(RawHttp.request("POST", call.path, utf8(call.badBody()),
						call.headers("Content-Type", "application/json", "Accept", accept)));
				assertRefused(answer);
				assertThat(answer.status()).as(accept).isIn(400, 406);
			}
			assertRefused(sendRaw(RawHttp.request("GET", "/zq7x", new byte[0], "Accept", accept)));
		}
	}

	@Test
	void anyCallWhenAcceptLanguageDiffersThenTheAnswerIsTheSame() {
		for (String body : List.of("{}", "{\"mac\":\"zq7x\"}", Call.VERIFY.body("request", "\"\\u0000\""))) {
			List<String> answers = new ArrayList<>();
			for (String language : List.of("en", "de-DE,de;q=0.9", "zh", "ar", "tr", MARK)) {
				RawAnswer answer = sendRaw(RawHttp.request("POST", "/verify", utf8(body), "Content-Type",
						"application/json", "Accept-Language", language));
				assertRefused(answer);
				answers.add(answer.body());
			}
			assertThat(answers).containsOnly(answers.getFirst());
		}
	}

	@Test
	void anyCallWhenTheBodyEndsEarlyThenRefused() {
		String head = "POST /verify HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n";
		RawAnswer answer = sendRaw(utf8(head + "Content-Length: 10\r\n\r\n{\"zq7x\":1,}"));
		assertRefused(answer);
		assertThat(answer.status()).isEqualTo(400);
	}

	private static RawAnswer send(Call call, String body) {
		return send(call, "application/json", utf8(body));
	}

	private static RawAnswer send(Call call, String contentType, byte[] body) {
		return sendRaw(RawHttp.request("POST", call.path, body, call.headers("Content-Type", contentType)));
	}

	private static RawAnswer sendRaw(byte[] request) {
		long start = System.nanoTime();
		RawAnswer answer = RawHttp.send(service.port(), request);
		assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(5_000_000_000L);
		String[] words = new String(request, StandardCharsets.UTF_8).split("\\s", 3);
		contract.check(words[0], words[1], answer.status(), answer::header, answer.body());
		return answer;
	}

	private static void assertRefused(RawAnswer answer) {
		assertNothingShown(answer);
		assertThat(answer.head()).contains(" " + answer.status());
		assertThat(answer.header("Content-Type")).as(answer.toString()).isEqualTo("application/problem+json");
		assertThat(answer.body())
			.matches("\\{\"type\":\"urn:hellwall:problem:[a-z-]+\",\"title\":\"[^\"]+\",\"status\":" + answer.status()
					+ ",\"detail\":\"[^\"]+\"}");
	}

	private static void assertNothingShown(RawAnswer answer) {
		assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
		assertThat(answer.header("Cache-Control")).as(answer.toString()).isEqualTo("no-store");
		assertThat((answer.head() + answer.body()).toLowerCase(Locale.ROOT)).doesNotContain(MARK, MARK_NUMBER,
				"exception", "java", "jackson", "spring", "tomcat", "apache", "io.hellwall", "sql", "server:", "\tat ");
	}

	private static String start(String body) {
		return body.substring(0, Math.min(200, body.length()));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

	/** A call with fields that fit, of which one is then replaced. */
	enum Call {

		PASSCODE("/passcode", "mac email password phone ip"),

		LOGIN("/login", "mac email password passcode phone ip"),

		VERIFY("/verify", "token mac request data ip"),

		RENEW("/renew", "token mac ip"),

		LOGOUT("/logout", "token mac ip"),

		STEP_UP_PASSCODE("/step-up/passcode", "token mac ip"),

		STEP_UP("/step-up", "token mac passcode ip"),

		CHANGE_PASSWORD("/account/password", "mac email password passcode newPassword phone ip"),

		NEW_EMAIL("/account/email/passcode", "mac email password newEmail phone ip"),

		CHANGE_EMAIL("/account/email", "mac email password passcode newEmail newEmailPasscode phone ip"),

		CHANGE_PHONE("/account/phone", "mac email password passcode newPhone phone ip"),

		DELETE("/account/delete", "mac email password passcode phone ip"),

		EXPORT("/account/export", "mac email password passcode phone ip"),

		RESET("/password-reset", "mac email ip"),

		CONFIRM_RESET("/password-reset/confirm", "mac email passcode newPassword ip"),

		REGISTER("/register", "mac email password phone ip"),

		CONFIRM("/register/confirm", "mac email passcode ip"),

		CREATE("/admin/accounts", "email password phone");

		private static final Map<String, String> GOOD = Map.ofEntries(Map.entry("mac", "\"aa:bb:cc:dd:ee:ff\""),
				Map.entry("email", "\"nobody@example.org\""), Map.entry("password", "\"correct horse battery staple\""),
				Map.entry("passcode", "\"K7M2QX\""), Map.entry("newPassword", "\"a quiet walk along the shore\""),
				Map.entry("newEmail", "\"nobody@example.net\""), Map.entry("newEmailPasscode", "\"K7M2QXW4RT8ZB3NH\""),
				Map.entry("newPhone", "\"+49 30 654321\""), Map.entry("phone", "\"+49 30 123456\""),
				Map.entry("ip", "\"127.0.0.1\""), Map.entry("token", "\"" + "0".repeat(64) + "\""),
				Map.entry("request", "\"GET /orders\""), Map.entry("data", "[\"42\"]"));

		private static final List<String> OPTIONAL = List.of("phone", "newPhone", "ip", "request", "data");

		/** What may hold any text, and is then refused for another reason. */
		private static final List<String> FREE = List.of("password", "newPassword", "request", "data");

		private final String path;

		private final String fields;

		Call(String path, String fields) {
			this.path = path;
			this.fields = fields;
		}

		List<String> fields() {
			return List.of(this.fields.split(" "));
		}

		/** Whether that is not bad input at all, and the call would be carried out. */
		boolean takes(String field, String value) {
			return (this == LOGOUT && isTokenText(field, value))
					|| (omitted(field, value) && List.of(LOGOUT, CREATE, RESET, REGISTER).contains(this));
		}

		/** A text of the wrong form is a token that nobody was given. */
		private static boolean isTokenText(String field, String value) {
			return field.equals("token") && value.startsWith("\"") && value.length() <= 16 * KIB;
		}

		private static boolean omitted(String field, String value) {
			return OPTIONAL.contains(field) && (value.equals(MISSING) || value.equals("null"));
		}

		List<Integer> expected(String field, String value) {
			if (value.length() > 16 * KIB) {
				return List.of(413);
			}
			if (isTokenText(field, value)) {
				return List.of(401);
			}
			boolean text = value.startsWith("\"") && !value.matches("(?s).*\\\\u[d][89c].*");
			boolean list = value.startsWith("[");
			return (omitted(field, value) || (FREE.contains(field) && (text || list))) ? List.of(400, 401)
					: List.of(400);
		}

		/** A body with a value that the call refuses with 400. */
		String badBody() {
			return body((this == CREATE) ? "email" : "mac", "\"zq7x\"");
		}

		String body() {
			return body("", MISSING);
		}

		String body(String replaced, String value) {
			return fields().stream()
				.map((field) -> Map.entry(field, field.equals(replaced) ? value : GOOD.getOrDefault(field, MISSING)))
				.filter((field) -> !field.getValue().equals(MISSING))
				.map((field) -> "\"" + field.getKey() + "\":" + field.getValue())
				.collect(Collectors.joining(",", "{", "}"));
		}

		String[] headers(String... more) {
			return (this != CREATE) ? more
					: Stream.concat(Stream.of(service.adminKey()), Stream.of(more)).toArray(String[]::new);
		}

		String key() {
			return (this != CREATE) ? "" : String.join(": ", service.adminKey()) + "\r\n";
		}

	}

}
