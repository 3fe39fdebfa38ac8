package io.hellwall.webhook;

import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS with a host of one name, whatever the client connects to. Java compares the
 * certificate of a server with the host of the connection, and also finds a session to
 * resume by it. If that host were an address, the certificate of the address would do.
 */
final class NamedContext extends SSLContext {

	NamedContext(SSLContext context, String name) {
		super(new NamedSpi(context, name), context.getProvider(), context.getProtocol());
	}

	private static final class NamedSpi extends SSLContextSpi {

		private final SSLContext context;

		private final String name;

		private NamedSpi(SSLContext context, String name) {
			this.context = context;
			this.name = name;
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return this.context.createSSLEngine(this.name, port);
		}

		/** Without a host, nothing would be compared with the name. */
		@Override
		protected SSLEngine engineCreateSSLEngine() {
			throw new UnsupportedOperationException();
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			throw new UnsupportedOperationException();
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			throw new UnsupportedOperationException();
		}

		@Override
		protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
			throw new UnsupportedOperationException();
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.context.getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.context.getClientSessionContext();
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return this.context.getDefaultSSLParameters();
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return this.context.getSupportedSSLParameters();
		}

	}

}
