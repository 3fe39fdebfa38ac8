package io.hellwall.legacy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.hellwall.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The pipe protocol, byte for byte. */
class TranscriptTest {

	private static final String MAC = TestService.MAC;

	private static final String PASSWORD = TestService.PASSWORD;

	@TempDir
	static Path folder;

	static TestService service;

	/** Its clients have time to be slow between two writes. */
	static TestService pickling;

	@SuppressWarnings("NullAway.Init")
	String email;

	@BeforeAll
	static void start() {
		service = TestService.start(folder.resolve("text"), "hellwall.tcp.quiet-period=200ms");
		pickling = TestService.start(folder.resolve("pickle"), "hellwall.tcp.reply-format=pickle");
	}

	@AfterAll
	static void stop() {
		service.close();
		pickling.close();
	}

	@BeforeEach
	void account() {
		this.email = service.newAccount();
	}

	@ParameterizedTest
	@CsvSource({ "'',''", "'\n','\n'", "'\r\n','\n'", "' ',''" })
	void journeyWhenRepliesAreTextThenReadsAsTheTranscript(String end, String replyEnd) {
		assertThat(passcode(askFor(this.email) + end)).isEqualTo("Passcode is sent" + replyEnd);
		String token = login(loginOf(this.email, service.mailedPasscode(this.email)) + end);
		assertThat(token).matches("Awfer_hellwall_[0-9a-f]{64}" + replyEnd);
		assertThat(request(token.strip() + "|" + MAC + "|GET /orders" + end)).isEqualTo("authorized" + replyEnd);
		service.clock().advance(Duration.ofHours(1));
		String renew = request(token.strip() + "|" + MAC + "|GET /orders|1|2|3" + end);
		assertThat(renew).matches("renew\\|[0-9a-f]{64}" + replyEnd);
		String bare = renew.strip().substring("renew|".length());
		assertThat(request(bare + "|" + MAC + "|" + end)).isEqualTo("authorized" + replyEnd);
		assertThat(service.verify(bare, MAC).text("status")).isEqualTo("authorized");
		assertThat(request(bare + "|00:00:00:00:00:01|x" + end)).isEqualTo("unauthorized" + replyEnd);
	}

	@ParameterizedTest
	@ValueSource(strings = { "require_passcode|%s|wrong password, surely|None|%s", "require_passcode|%s|x|None|%s",
			"require_passcodes|%s|correct horse battery staple|None|%s", "%s|correct horse battery staple|None|%s",
			"require_passcode|%s0|correct horse battery staple|None|%s",
			"require_passcode|%s|correct horse battery staple|a phone|%s",
			"require_passcode|%s|correct horse battery staple|None|nobody-%s",
			"require_passcode|%s|correct horse battery staple|None|%s|", "|||||%s%s", "\n%s%s" })
	void passcodeWhenRefusedThenRepliesFalse(String form) {
		assertThat(passcode(form.formatted(MAC, this.email) + "\n")).isEqualTo("False\n");
		assertThat(service.passcodesTo(this.email)).isZero();
	}

	@Test
	void passcodeWhenTooSoonOrNoTextThenRefused() {
		assertThat(passcode(askFor(this.email))).isEqualTo("Passcode is sent");
		assertThat(passcode(askFor(this.email))).isEqualTo("False");
		byte[] noText = ("require_passcode|" + MAC + "|\u00e9\u00e9\u00e9\u00e9|None|" + this.email + "\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(service.pipeBytes(service.passcodePort(), noText)).asString().isEqualTo("False\n");
	}

	@Test
	void loginWhenRefusedThenRepliesFalse() {
		String passcode = service.passcode(this.email, MAC);
		String wrong = passcode.equals("AAAAAA") ? "BBBBBB" : "AAAAAA";
		for (String request : List.of(loginOf(this.email, wrong), loginOf(this.email, "123"),
				loginOf("nobody@example.org", passcode), MAC + "|" + this.email + "|None|" + passcode,
				"00:00:00:00:00:01|" + this.email + "|None|" + PASSWORD + "|" + passcode, "", "||||")) {
			assertThat(login(request + "\n")).isEqualTo("False\n");
		}
		assertThat(login(loginOf(this.email, passcode))).startsWith("Awfer_hellwall_");
		assertThat(login(loginOf(this.email, passcode))).isEqualTo("False");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "|", "||", "x|y|z", "Awfer_hellwall_|%s|x", "%2$s|%1$s", "%2$s0|%1$s|x",
			"%2$s|%1$s0|x", "%1$s|%2$s|x" })
	void requestWhenUnauthorizedThenRepliesSo(String form) {
		String token = service.newToken();
		assertThat(request(form.formatted(MAC, token) + "\n")).isEqualTo("unauthorized\n");
		assertThat(service.verify(token, MAC).status()).isEqualTo(200);
	}

	@Test
	void loginWhenThePasswordHoldsPipesOrFieldsHaveBlanksThenSucceeds() {
		String password = "one|two||three|four five";
		String holder = "pipes-" + UUID.randomUUID() + "@example.org";
		service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\",\"phone\":\"+49 30 123456\"}".formatted(holder, password),
				service.adminKey());
		assertThat(passcode(" require_passcode | AA-BB-CC-DD-EE-FF | " + password + " |  | " + holder + " "))
			.isEqualTo("Passcode is sent");
		String login = " aabb.ccdd.eeff | " + holder + " | %s | " + password + " | "
				+ service.mailedPasscode(holder).toLowerCase(Locale.ROOT);
		assertThat(login(login.formatted("0049 30 123456"))).startsWith("Awfer_hellwall_");
	}

	@Test
	void loginWhenThePhoneIsSomebodyElsesThenRefused() {
		String holder = "phone-" + UUID.randomUUID() + "@example.org";
		service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\",\"phone\":\"+4930123456\"}".formatted(holder, PASSWORD),
				service.adminKey());
		String passcode = service.passcode(holder, MAC);
		assertThat(login(MAC + "|" + holder + "|+4930123457|" + PASSWORD + "|" + passcode)).isEqualTo("False");
	}

	/**
	 * As a network may deliver it: in pieces, in the middle of a field and of a
	 * character.
	 */
	@Test
	void requestWhenItComesInPiecesThenIsOneRequest() throws Exception {
		byte[] bytes = (service.newToken() + "|" + MAC + "|GET /\u00fcber|\u00e4").getBytes(StandardCharsets.UTF_8);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.requestPort())) {
			OutputStream out = socket.getOutputStream();
			int piece = bytes.length / 7;
			for (int start = 0; start < bytes.length; start += piece) {
				out.write(bytes, start, Math.min(piece, bytes.length - start));
				out.flush();
				TimeUnit.MILLISECONDS.sleep(10);
			}
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("authorized");
		}
	}

	@Test
	void requestWhenTheStreamEndsThenIsComplete() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.requestPort())) {
			socket.getOutputStream().write("too|few".getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("unauthorized");
		}
	}

	@Test
	void replyWhenPickledThenIsAPickledString() {
		String holder = pickling.newAccount();
		assertThat(pickle(pickling.passcodePort(), askFor(holder))).isEqualTo(pickled("Passcode is sent", ""));
		assertThat(pickle(pickling.passcodePort(), askFor(holder) + "\n")).isEqualTo(pickled("False", "\n"));
		String token = pickling.login(holder, MAC, pickling.mailedPasscode(holder)).text("token");
		assertThat(pickle(pickling.requestPort(), token + "|" + MAC + "|x")).isEqualTo(pickled("authorized", ""));
		assertThat(pickle(pickling.requestPort(), token + "|x|x")).isEqualTo(pickled("unauthorized", ""));
		String next = pickling.renew(token, MAC).text("token").substring("Awfer_hellwall_".length());
		assertThat(pickle(pickling.requestPort(), token + "|" + MAC + "|x")).isEqualTo(pickled("renew|" + next, ""));
	}

	/** What the clients of the first implementation do, as far as that Python is here. */
	@Test
	void replyWhenPickledThenPythonReadsIt() throws Exception {
		assumeTrue(python("import pickle").equals(""), "python3 is not installed");
		String holder = pickling.newAccount();
		String client = """
				import pickle, socket, sys
				def ask(port, request):
				    with socket.create_connection(('127.0.0.1', port)) as s:
				        s.sendall(request.encode())
				        print(repr(pickle.loads(s.recv(500))))
				""";
		assertThat(python(client + "ask(%d, '%s')".formatted(pickling.passcodePort(), askFor(holder))))
			.isEqualTo("'Passcode is sent'");
		assertThat(python(client
				+ "ask(%d, '%s')".formatted(pickling.loginPort(), loginOf(holder, pickling.mailedPasscode(holder)))))
			.matches("'Awfer_hellwall_[0-9a-f]{64}'");
		assertThat(python(client + "ask(%d, 'x|y|z')".formatted(pickling.requestPort()))).isEqualTo("'unauthorized'");
	}

	private static String python(String program) throws IOException, InterruptedException {
		Path output = Files.createTempFile(folder, "python", ".out");
		try {
			Process python = new ProcessBuilder("python3", "-c", program).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (IOException ex) {
			return "no python3";
		}
		return Files.readString(output).strip();
	}

	/** PROTO 2, BINUNICODE with its length, BINPUT 0, STOP. */
	private static byte[] pickled(String text, String end) {
		String hex = "8002" + "58" + HexFormat.of().withUpperCase().toHexDigits((byte) text.length()) + "000000"
				+ HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)) + "71002e"
				+ HexFormat.of().formatHex(end.getBytes(StandardCharsets.US_ASCII));
		return HexFormat.of().parseHex(hex);
	}

	private static byte[] pickle(int port, String request) {
		return pickling.pipeBytes(port, request.getBytes(StandardCharsets.UTF_8));
	}

	private static String askFor(String email) {
		return "require_passcode|" + MAC + "|" + PASSWORD + "|None|" + email;
	}

	private static String loginOf(String email, String passcode) {
		return MAC + "|" + email + "|None|" + PASSWORD + "|" + passcode;
	}

	private static String passcode(String request) {
		return service.pipe(service.passcodePort(), request);
	}

	private static String login(String request) {
		return service.pipe(service.loginPort(), request);
	}

	private static String request(String request) {
		return service.pipe(service.requestPort(), request);
	}

}
