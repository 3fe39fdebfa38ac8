package io.hellwall.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

import io.hellwall.moving.Lines.Line;
import org.jspecify.annotations.Nullable;

/** A text file with one account in each line: JSON Lines, or CSV with a head. */
final class LineSource implements AccountSource {

	private static final int BUFFER = 64 * 1024;

	private final Lines lines;

	private final RecordFormat format;

	private final byte[] digest;

	private final long size;

	private LineSource(Lines lines, RecordFormat format, byte[] digest, long size) {
		this.lines = lines;
		this.format = format;
		this.digest = digest;
		this.size = size;
	}

	/**
	 * @param start its first bytes
	 */
	static LineSource open(Path file, byte[] start) throws IOException, ImportRefusedException {
		if (start.length >= 2 && ((start[0] & 0xFF) >= 0xFE || start[0] == 0 || start[1] == 0)) {
			throw new ImportRefusedException("the file is UTF-16: save it as UTF-8");
		}
		MessageDigest digest = sha256();
		long size = count(file, digest);
		Lines lines = new Lines(Files.newInputStream(file));
		try {
			RecordFormat format = format(file, lines);
			return (format instanceof CsvFormat) ? new LineSource(lines, format, digest.digest(), size)
					: new LineSource(reopened(file, lines), format, digest.digest(), size);
		}
		catch (ImportRefusedException | IOException | RuntimeException ex) {
			lines.close();
			throw ex;
		}
	}

	/** By what the first line that is not blank begins with. A head is read away. */
	private static RecordFormat format(Path file, Lines lines) throws IOException, ImportRefusedException {
		Line first = lines.next();
		while (first != null && first.problem() == null && first.text().isBlank()) {
			first = lines.next();
		}
		if (first == null) {
			throw new ImportRefusedException(file.getFileName() + " holds no line");
		}
		if (first.problem() != null) {
			throw new ImportRefusedException("line " + first.number() + " " + first.problem());
		}
		return first.text().stripLeading().startsWith("{") ? new JsonFormat() : CsvFormat.withHead(first.text());
	}

	private static Lines reopened(Path file, Lines lines) throws IOException {
		lines.close();
		return new Lines(Files.newInputStream(file));
	}

	private static long count(Path file, MessageDigest digest) throws IOException {
		byte[] buffer = new byte[BUFFER];
		long lines = 0;
		byte last = '\n';
		try (InputStream in = Files.newInputStream(file)) {
			for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
				digest.update(buffer, 0, read);
				for (int i = 0; i < read; i++) {
					lines += (buffer[i] == '\n') ? 1 : 0;
				}
				last = buffer[read - 1];
			}
		}
		return (last == '\n') ? lines : lines + 1;
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("this Java has no SHA-256", ex);
		}
	}

	@Override
	public byte[] digest() {
		return this.digest.clone();
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public @Nullable Incoming next() throws IOException {
		Line line = this.lines.next();
		while (line != null && line.problem() == null && line.text().isBlank()) {
			line = this.lines.next();
		}
		return (line != null) ? read(line) : null;
	}

	private Incoming read(Line line) {
		String where = "line " + line.number();
		String problem = line.problem();
		if (problem == null) {
			try {
				return new Incoming(line.number(), where, Person.read(this.format.fields(line.text())), List.of());
			}
			catch (IllegalArgumentException ex) {
				problem = ex.getMessage();
			}
		}
		return new Incoming(line.number(), where, null, List.of(where + ": " + problem));
	}

	@Override
	public void close() throws IOException {
		this.lines.close();
	}

}
