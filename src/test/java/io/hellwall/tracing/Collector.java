package io.hellwall.tracing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Takes traces as a collector of OpenTelemetry does, and keeps them as they came. */
final class Collector implements AutoCloseable {

	private final HttpServer server;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	final List<Headers> calls = new CopyOnWriteArrayList<>();

	Collector() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/v1/traces", this::take);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces";
	}

	/**
	 * All that came. Texts can be found in it as they are, and other bytes as characters
	 * of ISO 8859-1.
	 */
	synchronized String received() {
		return this.received.toString(StandardCharsets.ISO_8859_1);
	}

	private synchronized void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.calls.add(exchange.getRequestHeaders());
			boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
			(zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody())
				.transferTo(this.received);
			exchange.sendResponseHeaders(200, -1);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
