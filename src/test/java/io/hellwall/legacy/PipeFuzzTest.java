package io.hellwall.legacy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hellwall.TestCore;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first byte chooses the port, the second how many bytes come at a time, the third
 * whether the client pauses between them and, being a digit, how often all that follows
 * is sent.
 */
class PipeFuzzTest {

	private static final int LARGEST = 4096;

	private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1");

	private static final String TOKEN = "0".repeat(64);

	static TestCore core;

	@BeforeAll
	static void start() {
		core = TestCore.behind("io.hellwall.legacy");
	}

	@AfterAll
	static void stop() {
		core.context().close();
	}

	@FuzzTest
	void anyRequestWhenAnyBytesThenGetsOneOfTheReplies(byte[] input) throws IOException {
		if (input.length < 3) {
			return;
		}
		Port port = Port.values()[Math.floorMod(input[0] - 'a', 3)];
		byte[] sent = repeated(Arrays.copyOfRange(input, 3, input.length), Math.floorMod(input[2] - '0', 10));
		Pipe pipe = core.context().getBean(port.pipe);
		try (Client client = new Client(sent, Math.floorMod(input[1] - '0', 64) * 7 + 1, input[2] % 2 == 0)) {
			PipeRequest request = PipeRequest.read(client, Duration.ofMillis(20), pipe::complete);
			assertThat(client.taken()).isLessThanOrEqualTo(2 * (LARGEST + 2));
			if (request == null) {
				assertThat(client.taken() == 0 || indexOfNewline(sent) > LARGEST || client.taken() > LARGEST).isTrue();
				return;
			}
			assertThat(request.bytes()).hasSizeLessThanOrEqualTo(LARGEST)
				.isEqualTo(Arrays.copyOf(sent, request.bytes().length));
			int newline = indexOfNewline(sent);
			assertThat(request.line() ? request.bytes().length == newline : request.bytes().length <= newline).isTrue();
			assertThat(request.line() || request.bytes().length == sent.length
					|| pipe.complete(new String(request.bytes(), StandardCharsets.UTF_8)))
				.isTrue();
			judge(port, pipe, request);
		}
	}

	private static void judge(Port port, Pipe pipe, PipeRequest request) {
		Pipe.Call call;
		try {
			String text = request.text();
			judgeFields(text);
			call = pipe.read(text, CLIENT);
			assertThat(pipe.complete(text)).isTrue();
		}
		catch (IllegalArgumentException ex) {
			assertThat(core.asked()).isNull();
			assertThat(pipe.refusal()).isIn(port.replies());
			return;
		}
		assertThat(core.asked()).isNull();
		Optional<String> reply = call.reply();
		Device asked = Objects.requireNonNull(core.asked());
		assertThat(asked.address()).isEqualTo(CLIENT);
		assertThat(reply).hasValue(port.replies().get(asked.mac().bytes()[5] & 3));
	}

	private static void judgeFields(String text) {
		List<String> fields = Pipe.fields(text);
		assertThat(fields).allMatch((field) -> field.equals(field.strip()) && field.indexOf('|') < 0);
		if (fields.size() < 4) {
			return;
		}
		List<String> around = Pipe.fieldsAround(text, 2, 1);
		assertThat(around).hasSize(4);
		assertThat(around.subList(0, 2)).isEqualTo(fields.subList(0, 2));
		assertThat(around.getLast()).isEqualTo(fields.getLast());
		assertThat(Pipe.fields(String.join("|", around))).isEqualTo(fields);
	}

	private static byte[] repeated(byte[] bytes, int times) {
		byte[] all = new byte[bytes.length * times];
		for (int i = 0; i < times; i++) {
			System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
		}
		return all;
	}

	/** Where a newline is, or behind the end if there is none. */
	private static int indexOfNewline(byte[] bytes) {
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				return i;
			}
		}
		return Integer.MAX_VALUE;
	}

	/** The replies to the four decisions of the core. */
	private enum Port {

		PASSCODE(PasscodePipe.class, "False", "False", "Passcode is sent", "Passcode is sent"),

		LOGIN(LoginPipe.class, "False", "Awfer_hellwall_" + TOKEN, "Awfer_hellwall_" + TOKEN,
				"Awfer_hellwall_" + TOKEN),

		REQUEST(RequestPipe.class, "unauthorized", "renew|" + TOKEN, "authorized", "authorized");

		private final Class<? extends Pipe> pipe;

		private final String replies;

		Port(Class<? extends Pipe> pipe, String... replies) {
			this.pipe = pipe;
			this.replies = String.join("\n", replies);
		}

		List<String> replies() {
			return this.replies.lines().toList();
		}

	}

	/** Sends its bytes in pieces, with pauses that last as long as somebody waits. */
	private static final class Client extends Socket {

		private final ByteArrayInputStream bytes;

		private final int size;

		private final int piece;

		private final boolean pauses;

		private boolean paused = true;

		private int timeout;

		Client(byte[] bytes, int piece, boolean pauses) {
			this.bytes = new ByteArrayInputStream(bytes);
			this.size = bytes.length;
			this.piece = piece;
			this.pauses = pauses;
		}

		int taken() {
			return this.size - this.bytes.available();
		}

		@Override
		public synchronized void setSoTimeout(int timeout) {
			this.timeout = timeout;
		}

		@Override
		public InputStream getInputStream() {
			return new InputStream() {

				@Override
				public int read() {
					throw new IllegalStateException("byte by byte");
				}

				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					return send(Objects.requireNonNull(buffer), offset, length);
				}

			};
		}

		private int send(byte[] buffer, int offset, int length) throws IOException {
			if (this.pauses && !this.paused && this.timeout > 0) {
				this.paused = true;
				throw new SocketTimeoutException();
			}
			this.paused = false;
			return this.bytes.read(buffer, offset, Math.min(length, this.piece));
		}

	}

}
