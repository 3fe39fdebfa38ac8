package io.hellwall.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.net.ServerSocketFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The three ports of the pipe protocol. Stops like the web server does: nobody new is let
 * in, whoever is being served gets his reply.
 */
@Component
@ConditionalOnBooleanProperty(name = "hellwall.tcp.enabled", matchIfMissing = true)
class PipeServer implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PipeServer.class);

	private static final int BACKLOG = 256;

	private static final int GRACE_SECONDS = 15;

	private final TcpProperties properties;

	private final SslBundles bundles;

	private final PasscodePipe passcodes;

	private final LoginPipe logins;

	private final RequestPipe requests;

	private final List<PipeListener> listeners = new ArrayList<>();

	private Shared shared;

	private volatile boolean running;

	PipeServer(TcpProperties properties, SslBundles bundles, PasscodePipe passcodes, LoginPipe logins,
			RequestPipe requests) {
		this.properties = properties;
		this.bundles = bundles;
		this.passcodes = passcodes;
		this.logins = logins;
		this.requests = requests;
		this.shared = new Shared(properties);
	}

	@Override
	public void start() {
		this.shared = new Shared(this.properties);
		ServerSocketFactory sockets = sockets();
		listen(sockets, "passcode", this.properties.passcodePort(), this.passcodes);
		listen(sockets, "login", this.properties.loginPort(), this.logins);
		listen(sockets, "request", this.properties.requestPort(), this.requests);
		this.running = true;
		logger.info("Pipe protocol on {}", this.listeners);
	}

	private ServerSocketFactory sockets() {
		String bundle = this.properties.sslBundle();
		return (bundle != null) ? this.bundles.getBundle(bundle).createSslContext().getServerSocketFactory()
				: ServerSocketFactory.getDefault();
	}

	private void listen(ServerSocketFactory sockets, String name, int port, Pipe pipe) {
		try {
			ServerSocket server = sockets.createServerSocket(port, BACKLOG, this.properties.address());
			PipeListener listener = new PipeListener(server, pipe, this.shared);
			this.listeners.add(listener);
			Thread.ofVirtual().name("pipe-" + name).start(listener::accept);
		}
		catch (IOException ex) {
			stop();
			throw new UncheckedIOException("hellwall.tcp." + name + "-port: cannot listen on " + port + " of "
					+ this.properties.address().getHostAddress() + " (" + ex.getMessage()
					+ "): choose another port or address, or set hellwall.tcp.enabled=false", ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		try {
			for (PipeListener listener : this.listeners) {
				listener.stop();
			}
			Semaphore connections = this.shared.connections();
			if (!connections.tryAcquire(this.properties.maxConnections(), GRACE_SECONDS, TimeUnit.SECONDS)) {
				this.listeners.forEach(PipeListener::hangUp);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.listeners.clear();
			this.shared.timer().shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** The ports in use: of passcodes, logins and requests. */
	List<Integer> ports() {
		return this.listeners.stream().map(PipeListener::port).toList();
	}

	/**
	 * What the three ports have in common.
	 *
	 * @param connections a permit for each client that is served
	 * @param timer closes the sockets of clients that are too slow
	 */
	record Shared(TcpProperties properties, Semaphore connections, ScheduledExecutorService timer) {

		Shared(TcpProperties properties) {
			this(properties, new Semaphore(properties.maxConnections()), Executors
				.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("pipe-timer").factory()));
		}

	}

}
