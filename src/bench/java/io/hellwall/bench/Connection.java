package io.hellwall.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP/1.1 connection that is kept, with as little work for each request as can be:
 * what the driver costs hides differences between services.
 */
final class Connection implements AutoCloseable {

	private static final byte[] LENGTH = bytes("\r\nContent-Length: ");

	private static final byte[] CLOSE = bytes("\r\nConnection: close\r\n");

	private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");

	private static final byte[] END_OF_CHUNKS = bytes("0\r\n\r\n");

	private final int port;

	private Socket socket;

	private InputStream in;

	private final byte[] buffer = new byte[16 * 1024];

	private int filled;

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

	/** Sends a request and reads the whole answer; returns its status. */
	int send(byte[] request) throws IOException {
		this.socket.getOutputStream().write(request);
		this.filled = 0;
		int head = -1;
		while (head < 0) {
			read();
			head = indexOf(END_OF_HEAD);
		}
		int body = head + END_OF_HEAD.length;
		int length = indexOf(LENGTH);
		if (length >= 0 && length < head) {
			int end = body + number(length + LENGTH.length);
			while (this.filled < end) {
				read();
			}
		}
		else {
			while (!endsWith(END_OF_CHUNKS)) {
				read();
			}
		}
		int close = indexOf(CLOSE);
		if (close >= 0 && close < head) { // after a thousand requests
			this.socket.close();
			this.socket = connect(this.port);
			this.in = this.socket.getInputStream();
		}
		return number(9);
	}

	/** The head and the body of the last answer. */
	String answer() {
		return new String(this.buffer, 0, this.filled, StandardCharsets.US_ASCII);
	}

	private void read() throws IOException {
		int count = this.in.read(this.buffer, this.filled, this.buffer.length - this.filled);
		if (count < 0) {
			throw new EOFException("the connection was closed");
		}
		this.filled += count;
	}

	private int number(int position) {
		int number = 0;
		for (int i = position; this.buffer[i] >= '0' && this.buffer[i] <= '9'; i++) {
			number = 10 * number + this.buffer[i] - '0';
		}
		return number;
	}

	private int indexOf(byte[] wanted) {
		for (int i = 0; i <= this.filled - wanted.length; i++) {
			if (Arrays.equals(this.buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
				return i;
			}
		}
		return -1;
	}

	private boolean endsWith(byte[] wanted) {
		int start = this.filled - wanted.length;
		return start >= 0 && Arrays.equals(this.buffer, start, this.filled, wanted, 0, wanted.length);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
