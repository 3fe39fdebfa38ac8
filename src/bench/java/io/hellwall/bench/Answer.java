package io.hellwall.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer of HTTP/1.1 as it comes in, read with as little work as can be: what the
 * driver costs hides differences between services.
 */
final class Answer {

	private static final byte[] LENGTH = bytes("\r\nContent-Length: ");

	private static final byte[] CLOSE = bytes("\r\nConnection: close\r\n");

	private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");

	private static final byte[] END_OF_CHUNKS = bytes("0\r\n\r\n");

	private final byte[] buffer = new byte[16 * 1024];

	private int filled;

	private int head;

	/** Where the rest of it is to be put, from {@link #filled()} on. */
	byte[] buffer() {
		return this.buffer;
	}

	int filled() {
		return this.filled;
	}

	void clear() {
		this.filled = 0;
	}

	/** Takes note of so many bytes more; returns whether this was the rest. */
	boolean add(int count) {
		this.filled += count;
		int end = indexOf(END_OF_HEAD, this.filled);
		if (end < 0) {
			return false;
		}
		this.head = end + 2;
		int length = indexOf(LENGTH, this.head);
		if (length < 0) {
			int start = this.filled - END_OF_CHUNKS.length;
			return start > end && matches(END_OF_CHUNKS, start);
		}
		return this.filled >= end + END_OF_HEAD.length + number(length + LENGTH.length);
	}

	int status() {
		return number(9);
	}

	/** Whether the connection is closed after it. */
	boolean closes() {
		return indexOf(CLOSE, this.head) >= 0;
	}

	/** Its head and its body. */
	String text() {
		return new String(this.buffer, 0, this.filled, StandardCharsets.US_ASCII);
	}

	/** Fails if it has another status. */
	void expect(int status) {
		if (status() != status) {
			throw new IllegalStateException("not " + status + ": " + text());
		}
	}

	private int number(int position) {
		int number = 0;
		for (int i = position; this.buffer[i] >= '0' && this.buffer[i] <= '9'; i++) {
			number = 10 * number + this.buffer[i] - '0';
		}
		return number;
	}

	private int indexOf(byte[] wanted, int end) {
		for (int i = 0; i <= end - wanted.length; i++) {
			if (this.buffer[i] == wanted[0] && this.buffer[i + 2] == wanted[2] && matches(wanted, i)) {
				return i;
			}
		}
		return -1;
	}

	private boolean matches(byte[] wanted, int start) {
		return Arrays.equals(this.buffer, start, start + wanted.length, wanted, 0, wanted.length);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
