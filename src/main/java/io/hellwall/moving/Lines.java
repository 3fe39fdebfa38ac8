package io.hellwall.moving;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Reads a text file of UTF-8 line by line, and holds only one line at a time. */
final class Lines implements AutoCloseable {

	/** A longer line is no account. */
	private static final int LONGEST = 16 * 1024;

	private static final int BUFFER = 64 * 1024;

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private final InputStream in;

	private long number;

	Lines(InputStream in) {
		this.in = new BufferedInputStream(in, BUFFER);
	}

	/** The next line; null at the end of the file. */
	@Nullable Line next() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int read = this.in.read();
		if (read < 0) {
			return null;
		}
		this.number++;
		boolean tooLong = false;
		while (read >= 0 && read != '\n') {
			tooLong = bytes.size() == LONGEST;
			if (!tooLong) {
				bytes.write(read);
			}
			read = this.in.read();
		}
		return tooLong ? new Line(this.number, "", "is longer than 16 KiB") : decode(bytes.toByteArray());
	}

	private Line decode(byte[] bytes) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			if (this.number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
				text = text.substring(1);
			}
			if (text.endsWith("\r")) {
				text = text.substring(0, text.length() - 1);
			}
			return new Line(this.number, text, (text.indexOf('\0') < 0) ? null : "holds a NUL character");
		}
		catch (CharacterCodingException ex) {
			return new Line(this.number, "", "is not UTF-8");
		}
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	/**
	 * A line without its end.
	 *
	 * @param number the first line has 1
	 * @param problem why it cannot be read; null if it can
	 */
	record Line(long number, String text, @Nullable String problem) {

		@Override
		public String toString() {
			return "Line[" + this.number + "]";
		}

	}

}
