package io.hellwall.webhook;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.hellwall.device.IpAddress;
import io.hellwall.webhook.Targets.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What a call does with a host, a certificate and an answer that it cannot trust. */
class WebhookCallTest {

	private static final byte[] BODY = { '{', '}' };

	private static final Duration SHORT = Duration.ofMillis(500);

	private static final Duration LONG = Duration.ofSeconds(20);

	@TempDir
	static Path folder;

	private final Receiver receiver = new Receiver();

	@AfterEach
	void close() {
		this.receiver.close();
	}

	/** The name has no address at all, so nobody looked it up again. */
	@Test
	void postWhenTheAddressWasCheckedThenConnectsThereWhateverTheNameMeansNow() throws Exception {
		URI url = URI.create("http://hook.invalid:" + this.receiver.port() + "/a%2Fb?c=%20d");
		try (WebhookCall call = call(url, LONG, SSLContext.getDefault())) {
			assertThat(call.post(BODY, Map.of("webhook-id", "msg_1"))).isEqualTo(204);
		}
		assertThat(this.receiver.messages).singleElement().satisfies((message) -> {
			assertThat(message.headers()).containsEntry("host", "hook.invalid:" + this.receiver.port())
				.containsEntry("id", "msg_1");
			assertThat(message.path()).isEqualTo("/a%2Fb?c=%20d");
			assertThat(message.body()).isEqualTo("{}");
		});
	}

	@Test
	void postWhenRedirectedThenDoesNotFollow() throws Exception {
		try (Receiver other = new Receiver()) {
			this.receiver.redirect(other.url("/inside"));
			try (WebhookCall call = call(URI.create(this.receiver.url("/")), LONG, SSLContext.getDefault())) {
				assertThat(call.post(BODY, Map.of())).isEqualTo(302);
			}
			assertThat(other.messages).isEmpty();
		}
	}

	@Test
	void postWhenTheAnswerIsLargeThenReadsALimitedPart() throws Exception {
		this.receiver.answerBody(60_000, 0);
		this.receiver.answerBody(70_000, 0);
		try (WebhookCall call = call(URI.create(this.receiver.url("/")), LONG, SSLContext.getDefault())) {
			assertThat(call.post(BODY, Map.of())).isEqualTo(200);
			assertThatIOException().isThrownBy(() -> call.post(BODY, Map.of()));
		}
	}

	@Test
	void postWhenTheAnswerDoesNotEndThenGivesUpInTime() throws Exception {
		this.receiver.answerBody(1000, 500);
		try (WebhookCall call = call(URI.create(this.receiver.url("/")), SHORT, SSLContext.getDefault())) {
			assertThatIOException().isThrownBy(() -> call.post(BODY, Map.of())).withMessage("no answer in time");
		}
	}

	@ParameterizedTest
	@CsvSource({ "hook.invalid, dns:hook.invalid, true", "other.invalid, dns:hook.invalid, false",
			"hook.invalid, ip:127.0.0.1, false", "127.0.0.1, ip:127.0.0.1, true",
			"127.0.0.1, dns:hook.invalid, false" })
	void postWhenEncryptedThenTheCertificateMustBeOfTheName(String host, String certified, boolean accepted)
			throws Exception {
		SSLContext ssl = certificateOf(certified);
		try (Receiver encrypted = new Receiver(ssl);
				WebhookCall call = call(URI.create("https://" + host + ":" + encrypted.port() + "/"), LONG, ssl)) {
			if (accepted) {
				assertThat(call.post(BODY, Map.of())).isEqualTo(204);
			}
			else {
				assertThatIOException().isThrownBy(() -> call.post(BODY, Map.of()))
					.withMessage("SSLHandshakeException");
				assertThat(encrypted.messages).isEmpty();
			}
		}
	}

	/** A session that is resumed has no certificate that could be checked. */
	@Test
	void postWhenAnotherNameHasASessionWithThatAddressThenItIsNotResumed() throws Exception {
		SSLContext ssl = certificateOf("dns:hook.invalid");
		try (Receiver encrypted = new Receiver(ssl)) {
			URI url = URI.create("https://hook.invalid:" + encrypted.port() + "/");
			try (WebhookCall call = call(url, LONG, ssl)) {
				assertThat(call.post(BODY, Map.of())).isEqualTo(204);
			}
			URI other = URI.create("https://other.invalid:" + encrypted.port() + "/");
			try (WebhookCall call = call(other, LONG, ssl)) {
				assertThatIOException().isThrownBy(() -> call.post(BODY, Map.of()))
					.withMessage("SSLHandshakeException");
			}
			assertThat(encrypted.messages).hasSize(1);
		}
	}

	@Test
	void postWhenNobodyKnowsTheCertificateThenRefuses() throws Exception {
		try (Receiver encrypted = new Receiver(certificateOf("dns:hook.invalid"));
				WebhookCall call = call(URI.create("https://hook.invalid:" + encrypted.port() + "/"), LONG,
						SSLContext.getDefault())) {
			assertThatIOException().isThrownBy(() -> call.post(BODY, Map.of())).withMessage("SSLHandshakeException");
		}
	}

	private static WebhookCall call(URI url, Duration timeout, SSLContext ssl) {
		return new WebhookCall(new Target(url, IpAddress.parse("127.0.0.1")), timeout, ssl);
	}

	/**
	 * A context that has a certificate and trusts it.
	 * @param name of what the certificate is, as keytool wants it
	 */
	private static SSLContext certificateOf(String name) throws Exception {
		Path file = folder.resolve(name.replace(':', '-') + ".p12");
		if (Files.notExists(file)) {
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-keyalg", "EC", "-alias", "hook", "-dname", "CN=hook", "-ext", "SAN=" + name,
					"-keystore", file.toString(), "-storepass", "secret")
				.redirectErrorStream(true)
				.start();
			keytool.getInputStream().readAllBytes();
			assertThat(keytool.waitFor()).isZero();
		}
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file)) {
			store.load(content, "secret".toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, "secret".toCharArray());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("hook", store.getCertificate("hook"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext ssl = SSLContext.getInstance("TLS");
		ssl.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return ssl;
	}

}
