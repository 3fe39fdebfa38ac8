package io.hellwall.persistence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The network between the service and its database, which a test can spoil. */
final class Wire implements AutoCloseable {

	private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final int target;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private volatile long delayMillis;

	private volatile boolean frozen;

	Wire(int target) throws IOException {
		this.target = target;
		this.threads.execute(this::accept);
	}

	int port() {
		return this.entrance.getLocalPort();
	}

	/** From now on each chunk of bytes, in either direction, takes that long. */
	void delay(long millis) {
		this.delayMillis = millis;
	}

	/** What is connected stays so, but nothing arrives any more. */
	void freezeExisting() {
		this.links.forEach((link) -> link.frozen = true);
	}

	/** Nothing arrives, on new connections neither. */
	void freeze() {
		this.frozen = true;
	}

	void thaw() {
		this.frozen = false;
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		for (Link link : this.links) {
			link.close();
		}
		this.threads.shutdownNow();
	}

	private void accept() {
		while (!this.entrance.isClosed()) {
			try {
				connect(this.entrance.accept());
			}
			catch (IOException ex) {
				// closed, or that client went away
			}
		}
	}

	/** Who comes while the database is away, or just goes away, is turned away. */
	private void connect(Socket client) throws IOException {
		try {
			Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), this.target));
			this.links.add(link);
			this.threads.execute(() -> copy(link, link.client, link.server));
			this.threads.execute(() -> copy(link, link.server, link.client));
		}
		catch (IOException ex) {
			client.close();
		}
	}

	private void copy(Link link, Socket from, Socket to) {
		try (link) {
			byte[] chunk = new byte[8192];
			for (int size = from.getInputStream().read(chunk); size > 0; size = from.getInputStream().read(chunk)) {
				TimeUnit.MILLISECONDS.sleep(this.delayMillis);
				while (link.frozen || this.frozen) {
					TimeUnit.MILLISECONDS.sleep(10);
				}
				to.getOutputStream().write(chunk, 0, size);
			}
		}
		catch (IOException | InterruptedException ex) {
			// cut
		}
		finally {
			this.links.remove(link);
		}
	}

	private static final class Link implements AutoCloseable {

		private final Socket client;

		private final Socket server;

		private volatile boolean frozen;

		Link(Socket client, Socket server) {
			this.client = client;
			this.server = server;
		}

		@Override
		public void close() throws IOException {
			this.client.close();
			this.server.close();
		}

	}

}
