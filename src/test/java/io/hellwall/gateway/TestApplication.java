package io.hellwall.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that knows nothing of logins. It answers with the request as it came,
 * and echoes what is sent over a WebSocket.
 */
final class TestApplication implements AutoCloseable {

	private final ServerSocket socket;

	private final AtomicInteger requests = new AtomicInteger();

	TestApplication() throws IOException {
		this.socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/** How many requests have come. */
	int requests() {
		return this.requests.get();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				Thread.ofVirtual().start(() -> serve(connection));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			String head = head(connection.getInputStream());
			if (head.isEmpty()) {
				return;
			}
			this.requests.incrementAndGet();
			if (head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket")) {
				write(connection, "", "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
						"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
				connection.getInputStream().transferTo(connection.getOutputStream());
				return;
			}
			String page = head
					+ new String(connection.getInputStream().readNBytes(length(head)), StandardCharsets.ISO_8859_1);
			int status = head.contains(" /missing") ? 404 : 200;
			write(connection, page, "HTTP/1.1 " + status + " Any", "Content-Type: text/plain",
					"Set-Cookie: app=1; Path=/", "Connection: close", "Content-Length: " + page.length());
		}
		catch (IOException ex) {
			// The proxy closed it.
		}
	}

	private static String head(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		for (int it; (it = in.read()) >= 0;) {
			head.write(it);
			if (it == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
				return head.toString(StandardCharsets.ISO_8859_1);
			}
		}
		return "";
	}

	private static int length(String head) {
		return head.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
			.mapToInt((line) -> Integer.parseInt(line.substring(15).strip()))
			.findFirst()
			.orElse(0);
	}

	private static void write(Socket connection, String body, String... head) throws IOException {
		String answer = String.join("\r\n", head) + "\r\n\r\n" + body;
		connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
