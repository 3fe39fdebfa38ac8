package io.hellwall.http;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.catalina.connector.ClientAbortException;

import org.springframework.http.HttpHeaders;

/** An answer that its reader must take in time. */
final class TimedResponse extends HttpServletResponseWrapper {

	private final long millis;

	private boolean late;

	/**
	 * Starts no clock yet: that is the first call of {@link #getOutputStream()}.
	 * @param millis how long the reader may take for the whole body
	 */
	TimedResponse(HttpServletResponse response, long millis) {
		super(response);
		this.millis = millis;
	}

	/** Whether the reader was too slow, so that a part of the answer is missing. */
	boolean late() {
		return this.late;
	}

	@Override
	public void addHeader(String name, String value) {
		if (!isUnwanted(name)) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isUnwanted(name)) {
			super.setHeader(name, value);
		}
	}

	/**
	 * The framework would name a file to save, made from the path of the request. And the
	 * servlet would add all methods that it knows to the refusal of an OPTIONS request.
	 */
	private boolean isUnwanted(String name) {
		return name.equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION)
				|| (name.equalsIgnoreCase(HttpHeaders.ALLOW) && getStatus() >= 400 && getStatus() != 405);
	}

	/**
	 * Does nothing: an answer that fits into the container's buffer goes out in one piece
	 * and with its length, instead of in chunks that each cost a system call.
	 */
	@Override
	public void flushBuffer() {
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		return new TimedOutput(super.getOutputStream(), Deadline.in(this.millis));
	}

	/**
	 * Gives small pieces to the container, which waits for each piece as long as for the
	 * whole, and looks at the deadline after each.
	 */
	private final class TimedOutput extends ServletOutputStream {

		private static final int PIECE = 8 * 1024;

		private final ServletOutputStream output;

		private final Deadline deadline;

		TimedOutput(ServletOutputStream output, Deadline deadline) {
			this.output = output;
			this.deadline = deadline;
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
					TimedResponse.this.late = true;
					throw new ClientAbortException("The reader is too slow");
				}
			}
		}

		/** As {@link TimedResponse#flushBuffer()}. */
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
