package io.hellwall.legacy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.hellwall.TestCore;
import io.hellwall.device.IpAddress;
import io.hellwall.limit.FailureLog;
import io.hellwall.limit.Limits;
import io.hellwall.metrics.Meters;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.login.LoginResult;
import io.hellwall.login.Logins;
import io.hellwall.token.TokenForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.MockMakers;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A client is refused if the core decided so. Else its connection is closed. */
class UndecidedTest {

	private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1");

	static TestCore core;

	@BeforeAll
	static void start() {
		core = TestCore.behind("io.hellwall.legacy");
	}

	@AfterAll
	static void stop() {
		core.context().close();
	}

	@Test
	void replyWhenTheCoreThrowsThenClosesWithoutAByte() throws IOException {
		assertThat(ask((request, client) -> () -> {
			throw new IllegalStateException("the store is away");
		})).isEmpty();
	}

	@Test
	void replyWhenABugOfOursIsAnIllegalArgumentThenClosesWithoutAByte() throws IOException {
		assertThat(ask((request, client) -> () -> {
			throw new IllegalArgumentException("of a method deep inside");
		})).isEmpty();
	}

	@Test
	void replyWhenNothingWasDecidedThenClosesWithoutAByte() throws IOException {
		assertThat(ask((request, client) -> Optional::empty)).isEmpty();
	}

	@Test
	void replyWhenAFieldIsMalformedThenRefuses() throws IOException {
		assertThat(ask((request, client) -> {
			throw new IllegalArgumentException("malformed");
		})).isEqualTo("refused\n");
	}

	@Test
	void loginWhenTooBusyThenDecidesNothing() {
		Logins logins = answering(Logins.class, new LoginResult.Busy());
		LoginPipe pipe = new LoginPipe(logins, core.context().getBean(TokenForm.class));
		assertThat(pipe.read("aa:bb:cc:dd:ee:ff|a@example.org|None|password|AAAAAA", CLIENT).reply()).isEmpty();
	}

	static Stream<RequestResult> refusals() {
		return Stream.of(new RequestResult.Denied(), new RequestResult.TooSoon(Duration.ofMinutes(1)),
				new RequestResult.TooManyMails(Duration.ofMinutes(1)), new RequestResult.MailUnavailable());
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void passcodeWhenRefusedThenFalse(RequestResult result) {
		assertThat(passcodeReply(result)).hasValue("False");
	}

	@Test
	void passcodeWhenSentThenSaysSo() {
		assertThat(passcodeReply(new RequestResult.Sent(Instant.EPOCH, Duration.ZERO))).hasValue("Passcode is sent");
	}

	@Test
	void passcodeWhenTooBusyThenDecidesNothing() {
		assertThat(passcodeReply(new RequestResult.Busy())).isEmpty();
	}

	private static Optional<String> passcodeReply(RequestResult result) {
		return new PasscodePipe(answering(Passcodes.class, result))
			.read("require_passcode|aa:bb:cc:dd:ee:ff|password|None|a@example.org", CLIENT)
			.reply();
	}

	private static <T> T answering(Class<T> type, Object result) {
		return Mockito.mock(type,
				Mockito.withSettings().mockMaker(MockMakers.SUBCLASS).stubOnly().defaultAnswer((call) -> result));
	}

	/** All that a client receives from a port with that pipe. */
	private static String ask(Reader reader) throws IOException {
		PipeServer.Shared shared = new PipeServer.Shared(core.context().getBean(TcpProperties.class),
				core.context().getBean(Limits.class),
				new FailureLog(LoggerFactory.getLogger(UndecidedTest.class), "failed", Instant::now),
				new PipeMeter(Meters.none(), () -> 0), null);
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			PipeListener listener = new PipeListener(server, PipeMeter.Port.REQUEST, new ReaderPipe(reader), shared);
			Thread.startVirtualThread(listener::accept);
			try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
				client.setSoTimeout(10_000);
				client.getOutputStream().write("a request\n".getBytes(StandardCharsets.US_ASCII));
				return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			}
		}
		finally {
			shared.timer().shutdownNow();
		}
	}

	private interface Reader {

		Pipe.Call read(String request, IpAddress client);

	}

	private record ReaderPipe(Reader reader) implements Pipe {

		@Override
		public boolean complete(String request) {
			return true;
		}

		@Override
		public Call read(String request, IpAddress client) {
			return this.reader.read(request, client);
		}

		@Override
		public boolean limited() {
			return false;
		}

		@Override
		public String refusal() {
			return "refused";
		}

	}

}
