package io.hellwall.legacy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.hellwall.device.IpAddress;
import io.hellwall.legacy.PipeMeter.Port;
import io.hellwall.legacy.PipeMeter.Reply;
import io.hellwall.limit.Decision.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port: one virtual thread that accepts connections, and one for each connection. A
 * timer closes the socket of a client that is too slow.
 */
final class PipeListener {

	private static final Logger logger = LoggerFactory.getLogger(PipeListener.class);

	private static final long PAUSE_NANOS = 50_000_000;

	private final ServerSocket server;

	private final Port use;

	private final Pipe pipe;

	private final PipeServer.Shared shared;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	PipeListener(ServerSocket server, Port use, Pipe pipe, PipeServer.Shared shared) {
		this.server = server;
		this.use = use;
		this.pipe = pipe;
		this.shared = shared;
	}

	int port() {
		return this.server.getLocalPort();
	}

	void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				if (!this.shared.letIn(socket)) {
					close(socket);
					continue;
				}
				this.open.add(socket);
				Thread.ofVirtual().name("pipe-" + port()).start(() -> serve(socket));
			}
			catch (IOException ex) {
				pause(ex);
			}
		}
	}

	/**
	 * Without free file descriptors, accepting fails at once; the pause saves the
	 * processor.
	 */
	private void pause(IOException ex) {
		if (!this.server.isClosed()) {
			logger.warn("A connection to port {} was not accepted: {}", port(), ex.getClass().getSimpleName());
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			exchange(socket);
		}
		catch (IOException ex) {
			logger.debug("A connection to port {} ended early", port(), ex);
		}
		finally {
			this.open.remove(socket);
			this.shared.left(socket);
		}
	}

	private void exchange(Socket socket) throws IOException {
		Socket secured = this.shared.secured(socket);
		PipeRequest request = read(socket, secured);
		if (request == null) {
			count(Reply.INCOMPLETE);
			return;
		}
		Optional<String> reply = reply(request, new IpAddress(socket.getInetAddress()));
		if (reply.isPresent()) {
			byte[] bytes = this.shared.properties().replyFormat().encode(reply.get());
			within(socket, () -> write(secured, bytes, request.line()));
		}
	}

	private @Nullable PipeRequest read(Socket socket, Socket secured) throws IOException {
		try {
			return within(socket,
					() -> PipeRequest.read(secured, this.shared.properties().quietPeriod(), this.pipe::complete));
		}
		catch (IOException ex) {
			count(Reply.INCOMPLETE);
			throw ex;
		}
	}

	/** Closes the TLS socket, so that the client knows that the reply is complete. */
	private static boolean write(Socket socket, byte[] reply, boolean line) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(reply);
		if (line) {
			out.write('\n');
		}
		out.flush();
		socket.close();
		return true;
	}

	/** Closes the socket if the exchange takes too long. */
	private <T extends @Nullable Object> T within(Socket socket, Exchange<T> exchange) throws IOException {
		ScheduledFuture<?> limit = this.shared.timer()
			.schedule(() -> close(socket), this.shared.properties().timeout().toMillis(), TimeUnit.MILLISECONDS);
		try {
			return exchange.run();
		}
		finally {
			limit.cancel(false);
		}
	}

	/**
	 * The reply; empty if nothing was decided. Then the connection is closed without a
	 * reply: after a refusal, clients would throw good tokens away.
	 */
	private Optional<String> reply(PipeRequest request, IpAddress client) {
		if (this.pipe.limited() && this.shared.limits().request(client.inet()) instanceof Refused) {
			return refusal(Reply.LIMITED);
		}
		Pipe.Call call;
		try {
			call = this.pipe.read(request.text(), client);
		}
		catch (IllegalArgumentException ex) {
			return refusal(Reply.MALFORMED);
		}
		try {
			return counted(call.reply());
		}
		catch (RuntimeException ex) {
			this.shared.failures().log(ex);
			return counted(Optional.empty());
		}
	}

	private Optional<String> refusal(Reply reason) {
		count(reason);
		return Optional.of(this.pipe.refusal());
	}

	private Optional<String> counted(Optional<String> reply) {
		if (reply.isEmpty()) {
			count(Reply.UNDECIDED);
		}
		else {
			count(reply.get().equals(this.pipe.refusal()) ? Reply.REFUSED : Reply.GRANTED);
		}
		return reply;
	}

	private void count(Reply reply) {
		this.shared.meter().replied(this.use, reply);
	}

	/** Accepts no more clients. The requests that are being served go on. */
	void stop() throws IOException {
		this.server.close();
	}

	void hangUp() {
		this.open.forEach(PipeListener::close);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("A socket did not close", ex);
		}
	}

	/** Address and port, for the log. */
	@Override
	public String toString() {
		return ((InetSocketAddress) this.server.getLocalSocketAddress()).toString();
	}

	/** One direction of an exchange. */
	private interface Exchange<T extends @Nullable Object> {

		T run() throws IOException;

	}

}
