package io.hellwall.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLSocketFactory;

import io.hellwall.SharedService;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.Traces;
import io.hellwall.http.RawHttp.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whether clients that dawdle are cut off, and hold up nobody. */
@Slow
@Isolated("reads the log")
@Timeout(120)
class SlowClientTest {

	private static final String HEAD = "POST /verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

	private static final String LIVE = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private static final int DRIPPING = 100;

	private static final int HALF_OPEN = 1000;

	private static final int REQUESTS = 100;

	/** Only who reads slowly is cut. */
	private static final String[] PATIENT = { "hellwall.http.header-timeout=60s", "hellwall.http.body-timeout=60s",
			"hellwall.http.answer-timeout=1s" };

	@TempDir
	static Path dataDir;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir, "hellwall.http.header-timeout=500ms", "hellwall.http.body-timeout=1s",
				"hellwall.http.answer-timeout=1s");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void headWhenItDripsOrStopsThenCut() throws Exception {
		List<String> begins = List.of("", "G", "GET /livez HTTP/1.1\r\n",
				"GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ");
		assertThat(untilCut(begins, "x")).hasSize(7)
			.allSatisfy((time) -> assertThat(time).isBetween(Duration.ofMillis(400), Duration.ofMillis(3500)));
	}

	/** RFC 9112 §2.2 has a server ignore blank lines before a request line. */
	@Test
	void headWhenBlankLinesComeBeforeItThenTheyAreInItsTime() throws Exception {
		List<String> begins = List.of("\r\n", "\n\n\n", LIVE + "\r\n");
		assertThat(untilCut(begins, "\r\n")).hasSize(6)
			.allSatisfy((time) -> assertThat(time).isBetween(Duration.ofMillis(400), Duration.ofMillis(3500)));
	}

	@Test
	void connectionWhenIdleBetweenRequestsThenStaysLongerThanAHeadMayTake() throws IOException {
		try (Socket socket = connect()) {
			for (int i = 0; i < 2; i++) {
				write(socket, LIVE);
				assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
					.isEqualTo("HTTP/1.1 200");
				socket.setSoTimeout(1200);
				assertThatExceptionOfType(SocketTimeoutException.class)
					.isThrownBy(() -> socket.getInputStream().readNBytes(10_000));
			}
		}
	}

	@Test
	void bodyWhenItDripsOrStopsThenCut() throws Exception {
		List<String> begins = List.of(HEAD + "Content-Length: 1000\r\n\r\n{",
				HEAD + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n{");
		try (Traces traces = new Traces(dataDir)) {
			assertThat(untilCut(begins, " ")).hasSize(4)
				.allSatisfy((time) -> assertThat(time).isBetween(Duration.ofMillis(900), Duration.ofMillis(3500)));
			assertThat(traces.logged()).noneMatch((line) -> line.startsWith("WARN") || line.startsWith("ERROR"));
		}
	}

	/** How long each of them lasts, at once, if it stops there, and if drops follow. */
	private static List<Duration> untilCut(List<String> begins, String drop) throws Exception {
		List<Future<Duration>> futures = new ArrayList<>();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			for (String begin : begins) {
				futures.add(clients.submit(() -> untilCut(begin, "")));
				if (!begin.isEmpty()) {
					futures.add(clients.submit(() -> untilCut(begin, drop)));
				}
			}
		}
		return futures.stream().map(Future::resultNow).toList();
	}

	@Test
	void bodyWhenNobodyWantsItThenCutAllTheSame() throws IOException {
		String unknown = "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
		assertThat(untilCut(unknown, "x")).isBetween(Duration.ofMillis(900), Duration.ofMillis(3500));
	}

	/** The container reads these by itself, one byte after the other. */
	@Test
	void bodyWhenItDripsBesideTheDataThenCut() throws Exception {
		String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
		assertThat(untilCut(List.of(chunked + "3e8;", chunked + "0\r\nX: "), "a")).hasSize(4)
			.allSatisfy((time) -> assertThat(time).isBetween(Duration.ofMillis(900), Duration.ofMillis(3500)));
	}

	/** The container reads the rest of a body of which the request was refused. */
	@Test
	void bodyWhenItDripsAfterAnEarlyAnswerThenCut() throws Exception {
		List<String> begins = List.of(HEAD + "Content-Length: 100000\r\n\r\n{",
				HEAD.replace("POST", "TRACE") + "Content-Length: 1000\r\n\r\n{");
		assertThat(untilCut(begins, "x")).hasSize(4)
			.allSatisfy((time) -> assertThat(time).isLessThan(Duration.ofMillis(3500)));
	}

	@Test
	void connectionWhenItsBodyCameTooLateThenClosedRightAfterTheAnswer() throws Exception {
		List<Future<Duration>> times = new ArrayList<>();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < DRIPPING; i++) {
				int pause = 50 + 5 * i;
				times.add(clients.submit(() -> fromAnswerToCut(pause)));
			}
		}
		assertThat(times.stream().map(Future::resultNow)).hasSize(DRIPPING)
			.allSatisfy((time) -> assertThat(time).isLessThan(Duration.ofSeconds(1)));
	}

	/** How long the connection lasts after the refusal of a body that drips. */
	private static Duration fromAnswerToCut(int pauseMillis) throws IOException {
		long answered = 0;
		try (Socket socket = connect()) {
			write(socket, HEAD + "Content-Length: 1000\r\n\r\n{");
			socket.setSoTimeout(pauseMillis);
			while (answered == 0 || System.nanoTime() - answered < Duration.ofSeconds(10).toNanos()) {
				try {
					if (socket.getInputStream().read() < 0) {
						break;
					}
					answered = (answered == 0) ? System.nanoTime() : answered;
				}
				catch (SocketTimeoutException ex) {
					write(socket, " ");
				}
			}
		}
		catch (SocketException ex) {
			// Cut while a drop was on its way.
		}
		assertThat(answered).isNotZero();
		return Duration.ofNanos(System.nanoTime() - answered);
	}

	@Test
	void clientWhenItDripsThroughTlsThenCutToo(@TempDir Path ownData) throws Exception {
		Path store = ownData.resolve("tls.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "tls", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
				"-storepass", "changeit", "-keystore", store.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		try (TestService secure = TestService.start(ownData.resolve("data"), "hellwall.http.header-timeout=500ms",
				"hellwall.http.body-timeout=1s", "server.ssl.bundle=web",
				"spring.ssl.bundle.jks.web.keystore.location=file:" + store,
				"spring.ssl.bundle.jks.web.keystore.password=changeit",
				"spring.ssl.bundle.jks.client.truststore.location=file:" + store,
				"spring.ssl.bundle.jks.client.truststore.password=changeit")) {
			assertThat(untilCut(connect(secure, 0), new String(new char[] { 22, 3, 1, 2, 0 }), "\u0001"))
				.isBetween(Duration.ofMillis(400), Duration.ofMillis(3500));
			SSLSocketFactory sockets = secure.context()
				.getBean(SslBundles.class)
				.getBundle("client")
				.createSslContext()
				.getSocketFactory();
			try (Socket body = sockets.createSocket(InetAddress.getLoopbackAddress(), secure.port())) {
				assertThat(untilCut(body, HEAD + "Transfer-Encoding: chunked\r\n\r\n3e8;", "a"))
					.isBetween(Duration.ofMillis(900), Duration.ofMillis(3500));
			}
		}
	}

	@Test
	void bodyWhenTooLateThenToldSo() {
		RawAnswer answer = RawHttp.send(service.port(),
				(HEAD + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(408);
		assertThat(answer.body()).contains("urn:hellwall:problem:request-timeout");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
	}

	/** The next request on a connection has all the time again. */
	@Test
	void bodyWhenEachIsInTimeThenTheConnectionStays() throws IOException {
		String body = "{\"token\":\"" + "0".repeat(64) + "\",\"mac\":\"" + TestService.MAC + "\"}";
		try (Socket socket = connect()) {
			socket.setSoTimeout(350);
			for (int i = 0; i < 4; i++) {
				write(socket, HEAD.replace("/verify", "/logout") + "Content-Length: " + body.length() + "\r\n\r\n{");
				assertThatExceptionOfType(SocketTimeoutException.class)
					.isThrownBy(() -> socket.getInputStream().read());
				write(socket, body.substring(1));
				StringBuilder answer = new StringBuilder();
				while (!answer.toString().endsWith("\r\n\r\n")) {
					int next = socket.getInputStream().read();
					assertThat(next).as(answer.toString()).isNotNegative();
					answer.append((char) next);
				}
				assertThat(answer).startsWith("HTTP/1.1 204");
			}
		}
	}

	/** No single write waits so long here that the container would give up. */
	@Test
	void answerWhenItsReaderIsSlowThenCut() throws IOException {
		String request = "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
		int answers = 20;
		long least = answers * 1_000_000L;
		TestService patient = SharedService.lend(TestStore.SQLITE, PATIENT);
		try {
			assertThat(received(patient, request.repeat(answers), 0)).isGreaterThan(least);
			try (Traces traces = new Traces(patient.dataDir())) {
				assertThat(received(patient, request.repeat(answers), 250)).isLessThan(least);
				assertThat(traces.logged()).noneMatch((line) -> line.startsWith("WARN") || line.startsWith("ERROR"));
			}
		}
		finally {
			SharedService.giveBack(patient);
		}
	}

	/** How many bytes come if the first few are taken one at a time, with a pause. */
	private static long received(TestService service, String requests, int slowReads) throws IOException {
		long received = 0;
		long start = System.nanoTime();
		try (Socket socket = connect(service, 4096)) {
			write(socket, requests);
			for (int i = 0; i < slowReads; i++) {
				received += socket.getInputStream().readNBytes(512).length;
				LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			}
			socket.setSoTimeout(1000);
			byte[] buffer = new byte[65_536];
			for (int count; (count = socket.getInputStream().read(buffer)) >= 0;) {
				received += count;
				assertThat(System.nanoTime() - start).as("nanoseconds without being cut").isLessThan(45_000_000_000L);
			}
		}
		catch (SocketException | SocketTimeoutException ex) {
			// Cut, or all has come.
		}
		return received;
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * They stay open for a minute, so whoever needs one of their threads waits as long.
	 */
	@Test
	void othersWhenAThousandAreHalfOpenThenServed() throws IOException {
		List<Socket> sockets = new ArrayList<>();
		TestService patient = SharedService.lend(TestStore.SQLITE, PATIENT);
		try {
			String token = patient.newToken();
			for (int i = 0; i < HALF_OPEN; i++) {
				Socket socket = connect(patient, 0);
				sockets.add(socket);
				write(socket, (i % 2 == 0) ? "POST /ver" : HEAD + "Content-Length: 100\r\n\r\n{");
			}
			long start = System.nanoTime();
			for (int i = 0; i < REQUESTS; i++) {
				assertThat(patient.verify(token, TestService.MAC).text("status")).isEqualTo("authorized");
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
			for (Socket socket : List.of(sockets.getFirst(), sockets.getLast())) {
				socket.setSoTimeout(1);
				assertThatExceptionOfType(SocketTimeoutException.class).as("still open")
					.isThrownBy(() -> socket.getInputStream().read());
			}
			for (Socket socket : sockets) {
				socket.close();
			}
		}
		finally {
			SharedService.giveBack(patient);
		}
	}

	/** How long the connection lasts if a drop is sent now and then. */
	private static Duration untilCut(String begin, String drop) throws IOException {
		return untilCut(connect(), begin, drop);
	}

	private static Duration untilCut(Socket connected, String begin, String drop) throws IOException {
		long start = System.nanoTime();
		try (Socket socket = connected) {
			socket.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
			socket.setSoTimeout(200);
			while (System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
				try {
					if (socket.getInputStream().read() < 0) {
						break;
					}
				}
				catch (SocketTimeoutException ex) {
					socket.getOutputStream().write(drop.getBytes(StandardCharsets.UTF_8));
				}
			}
		}
		catch (SocketException ex) {
			// Cut while a drop was on its way.
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static Socket connect() throws IOException {
		return connect(service, 0);
	}

	private static Socket connect(TestService service, int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		if (receiveBuffer > 0) {
			socket.setReceiveBufferSize(receiveBuffer);
		}
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()), 10_000);
		socket.setSoTimeout(10_000);
		return socket;
	}

}
