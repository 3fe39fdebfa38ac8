package io.hellwall.legacy;

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * Makes TLS sockets with the certificate that is in use. A connection keeps the one that
 * it began with.
 */
final class PipeTls {

	private volatile Current current;

	PipeTls(SslBundles bundles, String name) {
		this.current = Current.of(bundles.getBundle(name));
		bundles.addBundleUpdateHandler(name, (changed) -> this.current = Current.of(changed));
	}

	/** The socket to read from and write to, through the plain one. */
	Socket secured(Socket plain) throws IOException {
		Current used = this.current;
		SSLSocket secured = (SSLSocket) used.sockets().createSocket(plain, null, plain.getPort(), true);
		secured.setUseClientMode(false);
		if (used.options().getEnabledProtocols() != null) {
			secured.setEnabledProtocols(used.options().getEnabledProtocols());
		}
		if (used.options().getCiphers() != null) {
			secured.setEnabledCipherSuites(used.options().getCiphers());
		}
		return secured;
	}

	private record Current(SSLSocketFactory sockets, SslOptions options) {

		static Current of(SslBundle bundle) {
			return new Current(bundle.createSslContext().getSocketFactory(), bundle.getOptions());
		}

	}

}
