package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes certificates as an operator does, with openssl. */
public final class TestCertificate {

	private TestCertificate() {
	}

	/** Writes a certificate for 127.0.0.1, which signs itself, and its key. */
	public static void write(Path certificate, Path key, String name, int days) {
		try {
			Path said = Files.createTempFile("openssl", ".txt");
			Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
					"ec_paramgen_curve:P-256", "-nodes", "-days", Integer.toString(days), "-subj", "/CN=" + name,
					"-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key.toString(), "-out", certificate.toString())
				.redirectErrorStream(true)
				.redirectOutput(said.toFile())
				.start();
			assertThat(openssl.waitFor(60, TimeUnit.SECONDS) && openssl.exitValue() == 0).as(Files.readString(said))
				.isTrue();
			Files.delete(said);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
