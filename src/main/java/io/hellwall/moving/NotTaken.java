package io.hellwall.moving;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.persistence.PrivateFiles;

/**
 * The list of what an import did not take, and why: a file with a line for each. It names
 * lines and rows, and repeats no value.
 */
final class NotTaken implements AutoCloseable {

	private final FileChannel channel;

	private final BufferedWriter writer;

	private long lines;

	private NotTaken(FileChannel channel, long lines) {
		this.channel = channel;
		this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
		this.lines = lines;
	}

	/**
	 * Opens the list.
	 * @param kept how many lines an earlier run wrote that count; later ones are removed
	 */
	static NotTaken open(Path file, long kept) throws IOException {
		List<String> before = List.of();
		if (kept > 0 && Files.exists(file)) {
			try (Stream<String> lines = Files.lines(file)) {
				before = lines.limit(kept).toList();
			}
		}
		PrivateFiles.create(file);
		NotTaken list = new NotTaken(
				FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING), kept);
		for (String line : before) {
			list.write(line);
		}
		list.force();
		return list;
	}

	/**
	 * Adds lines. They are on the disk when it returns.
	 * @return how many lines there are now
	 */
	long add(List<String> more) {
		try {
			for (String line : more) {
				write(line);
			}
			this.lines += more.size();
			if (!more.isEmpty()) {
				force();
			}
			return this.lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("the list of what was not taken cannot be written: " + ex.getMessage(), ex);
		}
	}

	private void write(String line) throws IOException {
		this.writer.write(line);
		this.writer.write('\n');
	}

	private void force() throws IOException {
		this.writer.flush();
		this.channel.force(true);
	}

	@Override
	public void close() throws IOException {
		this.writer.close();
	}

}
