package io.hellwall.legacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived.
 *
 * @param bytes without the newline that may have ended it
 * @param line whether a newline ended it, so that the reply ends in one too
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PipeRequest(byte[] bytes, boolean line) {

	private static final int LARGEST = 4096;

	/**
	 * Reads up to a newline or the end of the stream. Some clients send neither; for them
	 * a pause ends the request, after all fields have come. The caller closes the socket
	 * if the client is too slow.
	 * @param complete whether the text so far may be a whole request
	 * @return null if the request is too large or empty
	 */
	static @Nullable PipeRequest read(Socket socket, Duration quietPeriod, Predicate<String> complete)
			throws IOException {
		InputStream in = socket.getInputStream();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] chunk = new byte[LARGEST + 2];
		while (true) {
			boolean enough = complete.test(bytes.toString(StandardCharsets.UTF_8));
			socket.setSoTimeout(enough ? (int) quietPeriod.toMillis() : 0);
			int count = read(in, chunk);
			if (count < 0) {
				return (bytes.size() > 0) ? new PipeRequest(bytes.toByteArray(), false) : null;
			}
			int newline = indexOf(chunk, count, (byte) '\n');
			bytes.write(chunk, 0, (newline >= 0) ? newline : count);
			if (bytes.size() > LARGEST) {
				return null;
			}
			if (newline >= 0) {
				return new PipeRequest(bytes.toByteArray(), true);
			}
		}
	}

	/** Returns -1 at the end of the stream and at a pause: no more bytes will come. */
	private static int read(InputStream in, byte[] chunk) throws IOException {
		try {
			return in.read(chunk);
		}
		catch (SocketTimeoutException ex) {
			return -1;
		}
	}

	private static int indexOf(byte[] bytes, int length, byte wanted) {
		for (int i = 0; i < length; i++) {
			if (bytes[i] == wanted) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * The request as text.
	 * @throws IllegalArgumentException if it is not UTF-8
	 */
	String text() {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("must be UTF-8", ex);
		}
	}

}
