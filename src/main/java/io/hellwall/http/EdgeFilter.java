package io.hellwall.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what comes in, and says that nothing that goes out may be kept. The whole body
 * is read before anything is done with it: a slow one holds nothing up, and an invalid
 * one reaches nobody.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EdgeFilter extends OncePerRequestFilter {

	static final int LARGEST_BODY = 16 * 1024;

	private static final byte[] NO_BODY = {};

	private final Problems problems;

	private final RateFilter rates;

	private final HttpProperties properties;

	EdgeFilter(Problems problems, RateFilter rates, HttpProperties properties) {
		this.problems = problems;
		this.rates = rates;
		this.properties = properties;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (response.isCommitted()) {
			// The container asks for an error page behind the half of an answer.
			return;
		}
		AnswerHeaders.set(response);
		Answer answer = new Answer(response, this.properties.answerTimeout().toMillis());
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			chain.doFilter(request, answer);
			return;
		}
		if (request.getContentLengthLong() > LARGEST_BODY) {
			refuse(Refusal.CONTENT_TOO_LARGE, request, response);
			return;
		}
		byte[] body;
		try {
			body = body(request);
		}
		catch (IOException ex) {
			boolean late = ex instanceof SocketTimeoutException || ex.getCause() instanceof SocketTimeoutException;
			refuse(late ? Refusal.REQUEST_TIMEOUT : Refusal.INVALID_REQUEST, request, response);
			return;
		}
		if (body.length > LARGEST_BODY) {
			refuse(Refusal.CONTENT_TOO_LARGE, request, response);
		}
		else if (!isText(body)) {
			refuse(Refusal.INVALID_REQUEST, request, response);
		}
		else {
			chain.doFilter(new Question(request, body), answer);
			if (answer.late) {
				// The container would go on with the connection, in the middle of an
				// answer.
				throw new CloseNowException();
			}
		}
	}

	private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.rates.countRefused(request, response);
		this.problems.write(refusal, response);
	}

	/** Before an error page the container clears what was set above. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	private static byte[] body(HttpServletRequest request) throws IOException {
		int length = request.getContentLength();
		if (length >= 0) {
			return request.getInputStream().readNBytes(length);
		}
		return (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null)
				? request.getInputStream().readNBytes(LARGEST_BODY + 1) : NO_BODY;
	}

	/**
	 * Whether the bytes are UTF-8. The parser of JSON takes more: longer forms of a
	 * character than its own, and other encodings, of which each has zeros in it.
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

	/** A request whose body has come. */
	private static final class Question extends HttpServletRequestWrapper {

		private final byte[] body;

		Question(HttpServletRequest request, byte[] body) {
			super(request);
			this.body = body;
		}

		/**
		 * TRACE is a method like any that no path has. The container's own answer would
		 * list methods that the path does not have either, or show the request.
		 */
		@Override
		public String getMethod() {
			String method = super.getMethod();
			return method.equals("TRACE") ? "UNKNOWN" : method;
		}

		@Override
		public ServletInputStream getInputStream() {
			return new Bytes(this.body);
		}

	}

	private static final class Bytes extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		Bytes(byte[] bytes) {
			this.bytes = new ByteArrayInputStream(bytes);
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			return this.bytes.read(buffer, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new IllegalStateException("not asynchronous");
		}

	}

	/** An answer that its reader has to take in time. */
	private static final class Answer extends HttpServletResponseWrapper {

		private final long millis;

		private boolean late;

		Answer(HttpServletResponse response, long millis) {
			super(response);
			this.millis = millis;
		}

		/** Nothing here is a file to save, though the framework names one by the path. */
		@Override
		public void addHeader(String name, String value) {
			if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION)) {
				super.addHeader(name, value);
			}
		}

		@Override
		public void setHeader(String name, String value) {
			if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION)) {
				super.setHeader(name, value);
			}
		}

		/**
		 * What fits into the container's buffer goes out at once and with its length, not
		 * in chunks that each cost a call of the system.
		 */
		@Override
		public void flushBuffer() {
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			return new TimedOutput(super.getOutputStream(), Deadline.in(this.millis), this);
		}

	}

	/** Gives small pieces to the container, which waits a while for each. */
	private static final class TimedOutput extends ServletOutputStream {

		private static final int PIECE = 8 * 1024;

		private final ServletOutputStream output;

		private final Deadline deadline;

		private final Answer answer;

		TimedOutput(ServletOutputStream output, Deadline deadline, Answer answer) {
			this.output = output;
			this.deadline = deadline;
			this.answer = answer;
		}

		@Override
		public void write(int value) throws IOException {
			this.output.write(value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			for (int done = 0; done < length; done += PIECE) {
				this.output.write(bytes, offset + done, Math.min(PIECE, length - done));
				if (this.deadline.left() == 0) {
					this.answer.late = true;
					throw new ClientAbortException("The reader is too slow");
				}
			}
		}

		/** As {@link Answer#flushBuffer()}. */
		@Override
		public void flush() {
		}

		@Override
		public void close() throws IOException {
			this.output.close();
		}

		@Override
		public boolean isReady() {
			return this.output.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.output.setWriteListener(listener);
		}

	}

}
