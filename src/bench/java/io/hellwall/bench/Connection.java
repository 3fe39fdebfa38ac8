package io.hellwall.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One HTTP/1.1 connection that is kept, for a thread that waits for each answer. */
final class Connection implements AutoCloseable {

	/** Servers close a connection on which nothing comes for a while. */
	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final int port;

	private final Answer answer = new Answer();

	private Socket socket;

	private InputStream in;

	private long used = System.nanoTime();

	Connection(int port) throws IOException {
		this.port = port;
		this.socket = connect(port);
		this.in = this.socket.getInputStream();
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(60_000);
		return socket;
	}

	/** A POST of JSON as it goes over the wire. */
	static byte[] post(String path, String json) {
		return bytes(
				"POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
						+ json.length() + "\r\n\r\n" + json);
	}

	/** A GET with header fields of its own. */
	static byte[] get(String path, String... fields) {
		String more = (fields.length > 0) ? String.join("\r\n", fields) + "\r\n" : "";
		return bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
	}

	/** Sends a request and reads the whole answer; returns its status. */
	int send(byte[] request) throws IOException {
		if (System.nanoTime() - this.used > IDLE_NANOS) {
			reconnect();
		}
		this.socket.getOutputStream().write(request);
		this.answer.clear();
		int count;
		do {
			count = this.in.read(this.answer.buffer(), this.answer.filled(),
					this.answer.buffer().length - this.answer.filled());
			if (count < 0) {
				throw new EOFException("the connection was closed");
			}
		}
		while (!this.answer.add(count));
		if (this.answer.closes()) { // after some hundred requests
			reconnect();
		}
		this.used = System.nanoTime();
		return this.answer.status();
	}

	private void reconnect() throws IOException {
		this.socket.close();
		this.socket = connect(this.port);
		this.in = this.socket.getInputStream();
	}

	/** The head and the body of the last answer. */
	String answer() {
		return this.answer.text();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
