package io.hellwall.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/** What became of the body of a request: at most 16 KiB of UTF-8 that came in time. */
sealed interface Body {

	int LARGEST = 16 * 1024;

	byte[] NONE = {};

	/** The whole body has come; it may be empty. */
	record Complete(BufferedRequest request) implements Body {
	}

	/** It is too large, too late or no text. */
	record Refused(Refusal refusal) implements Body {
	}

	/** Waits for the whole body. */
	static Body read(HttpServletRequest request) {
		if (request.getContentLengthLong() > LARGEST) {
			return new Refused(Refusal.CONTENT_TOO_LARGE);
		}
		byte[] bytes;
		try {
			bytes = bytes(request);
		}
		catch (IOException ex) {
			boolean late = ex instanceof SocketTimeoutException || ex.getCause() instanceof SocketTimeoutException;
			return new Refused(late ? Refusal.REQUEST_TIMEOUT : Refusal.INVALID_REQUEST);
		}
		if (bytes.length > LARGEST) {
			return new Refused(Refusal.CONTENT_TOO_LARGE);
		}
		return isText(bytes) ? new Complete(new BufferedRequest(request, bytes)) : new Refused(Refusal.INVALID_REQUEST);
	}

	private static byte[] bytes(HttpServletRequest request) throws IOException {
		int length = request.getContentLength();
		if (length >= 0) {
			return request.getInputStream().readNBytes(length);
		}
		return (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null)
				? request.getInputStream().readNBytes(LARGEST + 1) : NONE;
	}

	/**
	 * Whether the bytes are UTF-8. The JSON parser is less strict: it accepts overlong
	 * forms of a character, and other encodings, all of which contain zero bytes.
	 */
	private static boolean isText(byte[] body) {
		boolean ascii = true;
		for (byte it : body) {
			if (it == 0) {
				return false;
			}
			ascii &= it > 0;
		}
		return ascii || isUtf8(body);
	}

	private static boolean isUtf8(byte[] body) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer bytes = ByteBuffer.wrap(body);
		CharBuffer some = CharBuffer.allocate(Math.min(body.length, 1024));
		while (true) {
			CoderResult result = decoder.decode(bytes, some.clear(), true);
			if (!result.isOverflow()) {
				return !result.isError();
			}
		}
	}

}
