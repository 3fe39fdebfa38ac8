package io.hellwall;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** One certificate for HTTP and TCP, which is replaced while the service runs. */
@Isolated("reads the log")
class TlsTest {

	@TempDir
	Path folder;

	@Test
	void filesWhenReplacedThenBothPortsServeTheNewCertificateAndNoBrokenOne() throws Exception {
		install("first");
		try (TestService service = TestService.start(this.folder.resolve("data"),
				"spring.ssl.bundle.pem.hellwall.keystore.certificate=file:" + this.folder.resolve("tls.crt"),
				"spring.ssl.bundle.pem.hellwall.keystore.private-key=file:" + this.folder.resolve("tls.key"),
				"server.ssl.bundle=hellwall", "hellwall.tcp.ssl-bundle=hellwall",
				"spring.ssl.bundle.watch.file.quiet-period=50ms"); Traces traces = new Traces(this.folder)) {
			List<Integer> ports = List.of(service.port(), service.requestPort());
			assertThat(ports).allSatisfy((port) -> assertThat(certificateOf(port)).isEqualTo("CN=first"));
			assertThat(ports).allSatisfy(TlsTest::allowsNewProtocolsOnly);
			try (SSLSocket early = connect(service.requestPort(), new AtomicReference<>(), "TLSv1.3")) {
				early.startHandshake();
				install("second");
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(ports)
						.allSatisfy((port) -> assertThat(certificateOf(port)).isEqualTo("CN=second")));
				early.getOutputStream().write("x|y|z\n".getBytes(StandardCharsets.US_ASCII));
				assertThat(early.getInputStream().readAllBytes()).asString().isEqualTo("unauthorized\n");
			}
			assertThat(traces.logged())
				.anyMatch((it) -> it.contains("The new certificate of spring.ssl.bundle.pem.hellwall"));
			TestCertificate.write(this.folder.resolve("tls.crt"), this.folder.resolve("other.key"), "third", 30);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(traces.logged())
					.anyMatch((it) -> it.contains("cannot be used: the private key does not belong")));
			assertThat(ports).allSatisfy((port) -> assertThat(certificateOf(port)).isEqualTo("CN=second"));
		}
	}

	private void install(String name) throws IOException {
		TestCertificate.write(this.folder.resolve("new.crt"), this.folder.resolve("new.key"), name, 30);
		for (String kind : List.of("crt", "key")) {
			Files.move(this.folder.resolve("new." + kind), this.folder.resolve("tls." + kind),
					StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static String certificateOf(int port) throws IOException, GeneralSecurityException {
		AtomicReference<String> seen = new AtomicReference<>("");
		try (SSLSocket socket = connect(port, seen, "TLSv1.2", "TLSv1.3")) {
			socket.startHandshake();
		}
		return seen.get();
	}

	private static void allowsNewProtocolsOnly(int port) throws IOException, GeneralSecurityException {
		for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
			try (SSLSocket socket = connect(port, new AtomicReference<>(), protocol)) {
				socket.startHandshake();
				assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
			}
		}
		try (SSLSocket socket = connect(port, new AtomicReference<>(), "TLSv1.1")) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake);
		}
	}

	private static SSLSocket connect(int port, AtomicReference<String> seen, String... protocols)
			throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Seen(seen) }, new SecureRandom());
		SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
		socket.setEnabledProtocols(protocols);
		return socket;
	}

	/** Trusts everybody, and notes whose certificate it was. */
	private record Seen(AtomicReference<String> name) implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			throw new IllegalStateException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			this.name.set(chain[0].getSubjectX500Principal().getName());
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
