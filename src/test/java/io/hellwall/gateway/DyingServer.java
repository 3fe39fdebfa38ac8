package io.hellwall.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resets each connection after a part of an answer, as the system does for a process that
 * is killed.
 */
final class DyingServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket();

	private final AtomicInteger connections = new AtomicInteger();

	private final String sent;

	private final Thread thread;

	/**
	 * Listens on the address of a service that has ended.
	 * @param sent what clients get before the end
	 */
	DyingServer(int port, String sent) throws IOException {
		this.sent = sent;
		this.server.setReuseAddress(true);
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.thread = Thread.ofVirtual().start(this::serve);
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket connection = this.server.accept()) {
				this.connections.incrementAndGet();
				if (connection.getInputStream().read() < 0) {
					continue;
				}
				connection.getOutputStream().write(this.sent.getBytes(StandardCharsets.US_ASCII));
				connection.setSoLinger(true, 0);
			}
			catch (IOException ex) {
				// Closed, or the proxy was faster.
			}
		}
	}

	int connections() {
		return this.connections.get();
	}

	/** Afterwards the address is free: a thread that still accepts would keep it. */
	@Override
	public void close() throws IOException {
		this.server.close();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
