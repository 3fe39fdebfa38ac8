package io.hellwall.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/** Somebody who is told of events, on this machine. */
final class Receiver implements AutoCloseable {

	final List<Message> messages = new CopyOnWriteArrayList<>();

	/** What it answers next; then 204. */
	private final Queue<Answer> answers = new ArrayDeque<>();

	private final HttpServer server;

	Receiver() {
		this(listen(null));
	}

	/** With TLS. */
	Receiver(SSLContext ssl) {
		this(listen(ssl));
	}

	private Receiver(HttpServer server) {
		this.server = server;
		server.createContext("/", this::handle);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
	}

	private static HttpServer listen(@Nullable SSLContext ssl) {
		InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
		try {
			if (ssl == null) {
				return HttpServer.create(free, 0);
			}
			HttpsServer server = HttpsServer.create(free, 0);
			server.setHttpsConfigurator(new HttpsConfigurator(ssl));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.messages.add(new Message(exchange.getRequestURI().toString(),
				Map.of("host", header(exchange, "Host"), "id", header(exchange, "webhook-id"), "timestamp",
						header(exchange, "webhook-timestamp"), "signature", header(exchange, "webhook-signature")),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
				exchange.getRemoteAddress().getPort()));
		Answer answer = next();
		answer.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(answer.status(), (answer.length() > 0) ? answer.length() : -1);
		if (answer.length() > 0) {
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(new byte[answer.length() - answer.missing()]);
				body.flush();
				if (answer.missing() > 0) {
					Thread.sleep(60_000);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		exchange.close();
	}

	private synchronized Answer next() {
		Answer next = this.answers.poll();
		return (next != null) ? next : new Answer(204, Map.of(), 0, 0);
	}

	private static String header(HttpExchange exchange, String name) {
		String value = exchange.getRequestHeaders().getFirst(name);
		return (value != null) ? value : "";
	}

	synchronized void answer(int status) {
		this.answers.add(new Answer(status, Map.of(), 0, 0));
	}

	synchronized void redirect(String location) {
		this.answers.add(new Answer(302, Map.of("Location", location), 0, 0));
	}

	/**
	 * Answers 200 with a body.
	 * @param missing bytes of it that never come
	 */
	synchronized void answerBody(int length, int missing) {
		this.answers.add(new Answer(200, Map.of(), length, missing));
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/** The port is that of the client. */
	record Message(String path, Map<String, String> headers, String body, int port) {
	}

	private record Answer(int status, Map<String, String> headers, int length, int missing) {
	}

}
