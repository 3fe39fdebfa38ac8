package io.hellwall.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.hellwall.legacy.PipeMeter.Port;
import io.hellwall.legacy.PipeMeter.TurnedAway;
import io.hellwall.limit.FailureLog;
import io.hellwall.limit.Limits;
import io.hellwall.metrics.Meters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The three ports of the pipe protocol. It stops like the web server: it accepts no new
 * clients, and those that are connected still get their replies.
 */
@Component
@ConditionalOnBooleanProperty(name = "hellwall.tcp.enabled", matchIfMissing = true)
class PipeServer implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PipeServer.class);

	private static final int BACKLOG = 256;

	private static final int GRACE_SECONDS = 15;

	private final TcpProperties properties;

	private final SslBundles bundles;

	private final Pipes pipes;

	private final Limits limits;

	private final FailureLog failures;

	private final PipeMeter meter;

	private final List<PipeListener> listeners = new ArrayList<>();

	private volatile @Nullable Shared shared;

	PipeServer(TcpProperties properties, SslBundles bundles, Pipes pipes, Limits limits, InstantSource time,
			Meters meters) {
		this.properties = properties;
		this.bundles = bundles;
		this.pipes = pipes;
		this.limits = limits;
		this.meter = new PipeMeter(meters, this::connected);
		this.failures = new FailureLog(logger, "A request of the pipe protocol failed", time);
	}

	@Override
	public void start() {
		String bundle = this.properties.sslBundle();
		Shared shared = new Shared(this.properties, this.limits, this.failures, this.meter,
				(bundle != null) ? new PipeTls(this.bundles, bundle) : null);
		this.shared = shared;
		listen(shared, Port.PASSCODE, this.properties.passcodePort(), this.pipes.passcodes());
		listen(shared, Port.LOGIN, this.properties.loginPort(), this.pipes.logins());
		listen(shared, Port.REQUEST, this.properties.requestPort(), this.pipes.requests());
		logger.info("Pipe protocol on {}", this.listeners);
	}

	private void listen(Shared shared, Port use, int port, Pipe pipe) {
		String name = use.name().toLowerCase(Locale.ROOT);
		try {
			ServerSocket server = new ServerSocket(port, BACKLOG, this.properties.address());
			PipeListener listener = new PipeListener(server, use, pipe, shared);
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
		Shared shared = this.shared;
		if (shared == null) {
			return;
		}
		try {
			for (PipeListener listener : this.listeners) {
				listener.stop();
			}
			if (!shared.connections().tryAcquire(this.properties.maxConnections(), GRACE_SECONDS, TimeUnit.SECONDS)) {
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
			this.shared = null;
			shared.timer().shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.shared != null;
	}

	/** The ports of passcodes, logins and requests, in this order. */
	List<Integer> ports() {
		return this.listeners.stream().map(PipeListener::port).toList();
	}

	private int connected() {
		return (this.shared != null) ? this.properties.maxConnections() - free() : 0;
	}

	/** The number of clients that could connect now. */
	int free() {
		return (this.shared != null) ? this.shared.connections().availablePermits() : 0;
	}

	/**
	 * What the three ports share.
	 *
	 * @param limits the limits of each network
	 * @param failures logs requests for which nothing was decided
	 * @param meter counts connections
	 * @param connections a permit for each client that may be connected
	 * @param timer closes the sockets of clients that are too slow
	 * @param tls makes TLS sockets; null without TLS
	 */
	record Shared(TcpProperties properties, Limits limits, FailureLog failures, PipeMeter meter, Semaphore connections,
			ScheduledExecutorService timer, @Nullable PipeTls tls) {

		Shared(TcpProperties properties, Limits limits, FailureLog failures, PipeMeter meter, @Nullable PipeTls tls) {
			this(properties, limits, failures, meter, new Semaphore(properties.maxConnections()), Executors
				.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("pipe-timer").factory()), tls);
		}

		/**
		 * Takes a permit for a client, unless there are too many of all or of its
		 * network.
		 */
		boolean letIn(Socket socket) {
			if (!this.connections.tryAcquire()) {
				this.meter.turnedAway(TurnedAway.FULL);
				return false;
			}
			if (!this.limits.connected(socket.getInetAddress())) {
				this.connections.release();
				this.meter.turnedAway(TurnedAway.NETWORK);
				return false;
			}
			return true;
		}

		void left(Socket socket) {
			this.limits.disconnected(socket.getInetAddress());
			this.connections.release();
		}

		/**
		 * The socket to read from and write to. With TLS it is another one; the caller
		 * keeps the plain socket too, to close it during a handshake.
		 */
		Socket secured(Socket socket) throws IOException {
			return (this.tls != null) ? this.tls.secured(socket) : socket;
		}

	}

}
