package io.hellwall.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.hellwall.TestService;
import io.hellwall.Traces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.ssl.SslBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Clients that are wrong, slow, many, or gone: nothing is granted, kept or logged. */
@Isolated("reads the log")
class HostilePipeTest {

	private static final Executor THREADS = Thread::startVirtualThread;

	private static final String MARK = "hostile-mark";

	private static final int MOST = 8;

	private static final Duration TIMEOUT = Duration.ofMillis(700);

	@TempDir
	static Path folder;

	static TestService service;

	Traces traces;

	@BeforeAll
	static void start() {
		service = TestService.start(folder, "hellwall.tcp.max-connections=" + MOST,
				"hellwall.tcp.timeout=" + TIMEOUT.toMillis() + "ms");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@BeforeEach
	void listen() {
		this.traces = new Traces(folder);
	}

	/** After each: everybody who was let in has left, and the log is silent about it. */
	@AfterEach
	void nobodyAndNothingIsLeft() {
		await(() -> free() == MOST);
		// A start says what is not safe yet.
		assertThat(this.traces.logged()).filteredOn((line) -> !line.contains("Not safe yet"))
			.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"))
			.noneMatch((line) -> line.contains(MARK));
		this.traces.close();
	}

	static List<String> hostileFields() {
		return List.of("", " ", MARK, MARK.repeat(200), MARK + "\u0000", MARK + "\u0007\u001b[31m", MARK + "\r",
				MARK + "' or '1'='1", MARK + "'; drop table account; --", MARK + "${7*7}{{7*7}}<%= 7*7 %>",
				MARK + "@example.org\rBcc: x@example.org", MARK + "\u560a@example.org", MARK + "\ud83d\ude00", "None",
				"-1", "null");
	}

	@ParameterizedTest
	@MethodSource("hostileFields")
	void anyRequestWhenAFieldIsHostileThenIsRefusedAndStoresNothing(String field) {
		String[] passcode = { "require_passcode", TestService.MAC, TestService.PASSWORD, "None", "a@example.org" };
		String[] login = { TestService.MAC, "a@example.org", "None", TestService.PASSWORD, "AAAAAA" };
		// A well-formed guess at nobody counts: its rows are there before.
		assertThat(service.pipe(service.loginPort(), with(login, 2, "None"))).isEqualTo("False\n");
		Map<String, Integer> rows = this.traces.rows();
		String[] request = { "0".repeat(64), TestService.MAC, "GET /", "data" };
		for (int i = 0; i < 5; i++) {
			assertThat(service.pipe(service.passcodePort(), with(passcode, i, field))).isEqualTo("False\n");
			assertThat(service.pipe(service.loginPort(), with(login, i, field))).isEqualTo("False\n");
		}
		for (int i = 0; i < 4; i++) {
			assertThat(service.pipe(service.requestPort(), with(request, i, field))).isEqualTo("unauthorized\n");
		}
		assertThat(this.traces.rows()).isEqualTo(rows);
		assertThat(service.mail().getReceivedMessages()).isEmpty();
	}

	@Test
	void anyRequestWhenMoreThan4KiBThenIsCutOff() {
		assertThat(service.pipe(service.requestPort(), "x|y|" + "z".repeat(4091) + "\n")).isEqualTo("unauthorized\n");
		assertThat(cutOff("x|y|" + "z".repeat(4093) + "\n")).isTrue();
		assertThat(cutOff("x|y|" + "z".repeat(5_000_000))).isTrue();
		assertThat(cutOff("z".repeat(5_000_000))).isTrue();
	}

	@Test
	void clientWhenSilentOrDrippingThenIsCutOffInTime() throws Exception {
		try (Socket silent = connect(service.loginPort()); Socket dripping = connect(service.loginPort())) {
			silent.setSoTimeout(10_000);
			assertThat(silent.getInputStream().read()).isEqualTo(-1);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					dripping.getOutputStream().write('a');
					TimeUnit.MILLISECONDS.sleep(10);
				}
			});
		}
	}

	@Test
	void connectionWhenOneTooManyThenIsHungUpOn() throws Exception {
		List<Socket> crowd = new ArrayList<>();
		try {
			for (int i = 0; i < MOST; i++) {
				crowd.add(connect(service.passcodePort()));
			}
			await(() -> free() == 0);
			try (Socket extra = connect(service.requestPort())) {
				extra.setSoTimeout(10_000);
				assertThat(extra.getInputStream().read()).isEqualTo(-1);
			}
		}
		finally {
			for (Socket socket : crowd) {
				socket.close();
			}
		}
		await(() -> free() == MOST);
		assertThat(service.pipe(service.requestPort(), "x|y|z\n")).isEqualTo("unauthorized\n");
	}

	@Test
	void clientWhenItResetsThenLeavesNothingBehind() throws Exception {
		for (int i = 0; i < 200; i++) {
			try (Socket socket = connect(service.requestPort())) {
				socket.setSoLinger(true, 0);
				socket.getOutputStream().write((MARK + "|").getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				// Hung up on, being one too many.
			}
		}
		await(HostilePipeTest::serves);
	}

	@Test
	void clientWhenTlsIsOnThenIsServedAndAnyOtherCutOff() throws Exception {
		Path store = folder.resolve("tls.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "tls", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
				"-storepass", "changeit", "-keystore", store.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		try (TestService tls = TestService.start(folder.resolve("tls"), "hellwall.tcp.ssl-bundle=pipes",
				"hellwall.tcp.timeout=" + TIMEOUT.toMillis() + "ms",
				"spring.ssl.bundle.jks.pipes.keystore.location=file:" + store,
				"spring.ssl.bundle.jks.pipes.keystore.password=changeit",
				"spring.ssl.bundle.jks.pipes.truststore.location=file:" + store,
				"spring.ssl.bundle.jks.pipes.truststore.password=changeit")) {
			SSLContext context = tls.context().getBean(SslBundles.class).getBundle("pipes").createSslContext();
			try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
				.createSocket(InetAddress.getLoopbackAddress(), tls.requestPort())) {
				socket.getOutputStream().write("x|y|z".getBytes(StandardCharsets.UTF_8));
				assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("unauthorized");
			}
			byte alert = 21;
			assertThat(tls.pipeBytes(tls.requestPort(), "x|y|z\n".getBytes(StandardCharsets.UTF_8))).startsWith(alert);
			try (Socket stalled = connect(tls.requestPort())) {
				stalled.setSoTimeout(10_000);
				stalled.getOutputStream().write(new byte[] { 22, 3, 1 });
				// A read that is not cut off ends in a SocketTimeoutException.
				assertThat(stalled.getInputStream().readAllBytes()).asString(StandardCharsets.ISO_8859_1)
					.doesNotContain("unauthorized");
			}
		}
	}

	/**
	 * A mail server that greets late keeps the request in flight while the service stops.
	 */
	@Test
	void closeWhenARequestIsInFlightThenItGetsItsReply() throws Exception {
		try (ServerSocket late = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			TestService stopping = TestService.start(folder.resolve("stopping"),
					"spring.mail.port=" + late.getLocalPort());
			String email = stopping.newAccount();
			int port = stopping.passcodePort();
			CountDownLatch inFlight = new CountDownLatch(1);
			CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
				try (Socket mail = late.accept()) {
					inFlight.countDown();
					await(() -> refused(port));
					mail.getOutputStream().write("554 not today\r\n".getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}, THREADS);
			CompletableFuture<String> reply = CompletableFuture.supplyAsync(() -> stopping.pipe(port,
					"require_passcode|" + TestService.MAC + "|" + TestService.PASSWORD + "|None|" + email + "\n"),
					THREADS);
			assertThat(inFlight.await(30, TimeUnit.SECONDS)).isTrue();
			stopping.close();
			assertThat(reply.get(30, TimeUnit.SECONDS)).isEqualTo("False\n");
			server.get(30, TimeUnit.SECONDS);
			assertThat(this.traces.logged()).anyMatch((line) -> line.contains("was not delivered"));
		}
	}

	private static boolean serves() {
		try {
			return service.pipe(service.requestPort(), "x|y|z\n").equals("unauthorized\n");
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private static boolean refused(int port) {
		try {
			connect(port).close();
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static boolean cutOff(String request) {
		try (Socket socket = connect(service.requestPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return socket.getInputStream().read() == -1;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
		return socket;
	}

	private static String with(String[] fields, int i, String field) {
		String[] changed = fields.clone();
		changed[i] = field;
		return String.join("|", changed) + "\n";
	}

	private static int free() {
		return service.context().getBean(PipeServer.class).free();
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(end);
			LockSupport.parkNanos(5_000_000);
		}
	}

}
