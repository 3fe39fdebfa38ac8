package io.hellwall.legacy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.hellwall.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many connections a network gets: who is refused is hung up on at once. */
class PipeRateTest {

	@TempDir
	Path dataDir;

	@Test
	void connectionWhenTooManyInAWindowOverAllPortsThenIsRefused() throws IOException {
		try (TestService service = TestService.start(this.dataDir, "hellwall.limit.enabled=true",
				"hellwall.limit.connections=3/1m")) {
			assertThat(answered(service.passcodePort())).isTrue();
			assertThat(answered(service.loginPort())).isTrue();
			assertThat(answered(service.requestPort())).isTrue();
			assertThat(answered(service.passcodePort())).isFalse();
			assertThat(answered(service.loginPort())).isFalse();
			service.clock().advance(Duration.ofMillis(59_999));
			assertThat(answered(service.requestPort())).isFalse();
			service.clock().advance(Duration.ofMillis(1));
			assertThat(answered(service.requestPort())).isTrue();
			// Who was hung up on holds no place.
			assertThat(service.context().getBean(PipeServer.class).free()).isGreaterThanOrEqualTo(255);
		}
	}

	@Test
	void connectionWhenTooManyAtOnceOverAllPortsThenIsRefused() throws IOException {
		try (TestService service = TestService.start(this.dataDir, "hellwall.limit.enabled=true",
				"hellwall.limit.connections-at-once=2")) {
			PipeServer server = service.context().getBean(PipeServer.class);
			Socket one = connect(service.passcodePort());
			Socket two = connect(service.loginPort());
			await().until(() -> server.free() == 254);
			assertThat(answered(service.requestPort())).isFalse();
			one.close();
			await().until(() -> server.free() == 255);
			assertThat(answered(service.requestPort())).isTrue();
			two.close();
		}
	}

	/** Whether a request is answered; if not, the connection must be over. */
	private static boolean answered(int port) throws IOException {
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write("x\n".getBytes(StandardCharsets.US_ASCII));
			return socket.getInputStream().read() >= 0;
		}
		catch (SocketException ex) { // It was closed with our request unread.
			return false;
		}
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(10_000);
		return socket;
	}

}
