package io.hellwall.moving;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

import io.hellwall.account.ImportStoppedException;
import io.hellwall.persistence.PrivateFiles;

/**
 * The list of what an import did not take, and why: a file with a line for each. It names
 * lines and rows, and repeats no value.
 */
final class NotTaken implements AutoCloseable {

	/** What each line begins with. */
	private static final Pattern PLACE = Pattern.compile("(line|row) \\d+: ");

	private static final int LONGEST_PLACE = 64;

	private static final int BUFFER = 64 * 1024;

	private final FileChannel channel;

	private final BufferedWriter writer;

	private long lines;

	private NotTaken(FileChannel channel, long lines) {
		this.channel = channel;
		this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
		this.lines = lines;
	}

	/**
	 * Opens the list. What an earlier run wrote stays as it is, so that no crash loses
	 * it.
	 * @param from the file that is imported
	 * @param kept how many lines an earlier run wrote that count; later ones are removed
	 * @throws ImportRefusedException if the file is no list, or not the one of the
	 * earlier run
	 */
	static NotTaken open(Path file, Path from, long kept) throws ImportRefusedException {
		try {
			if (kept == 0 && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				return new NotTaken(PrivateFiles.openNew(file), 0);
			}
			if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				throw unlike(file, kept);
			}
			if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSameFile(file, from)) {
				throw foreign(file);
			}
			return reopen(file, kept);
		}
		catch (IOException ex) {
			throw new ImportRefusedException("the list " + file + " cannot be written: name another with --list ("
					+ ex.getClass().getSimpleName() + ")", ex);
		}
	}

	/**
	 * The same where the lines of an earlier run may be lost. The new list begins with a
	 * line that says so.
	 * @param lost how many lines an earlier run wrote
	 */
	static NotTaken openNew(Path file, Path from, long lost) throws ImportRefusedException {
		NotTaken list = open(file, from, 0);
		if (lost > 0) {
			list.add(List.of("line 0: the list of an earlier run is missing, with " + lost + " lines"));
		}
		return list;
	}

	private static NotTaken reopen(Path file, long kept) throws IOException, ImportRefusedException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS);
		try {
			if (!isList(channel)) {
				throw foreign(file);
			}
			long end = end(channel, kept);
			if (end < 0) {
				throw unlike(file, kept);
			}
			PrivateFiles.protect(file);
			channel.truncate(end);
			channel.position(end);
			return new NotTaken(channel, kept);
		}
		catch (IOException | ImportRefusedException ex) {
			channel.close();
			throw ex;
		}
	}

	private static ImportRefusedException foreign(Path file) {
		return new ImportRefusedException(file + " is no list of an import: name another file with --list");
	}

	private static ImportRefusedException unlike(Path file, long kept) {
		return new ImportRefusedException("this import was interrupted, and " + file + " does not have the " + kept
				+ " lines that it had listed: name that list with --list, or put it back."
				+ " If it is lost, go on with --new-list, which lists only what comes from now on");
	}

	/** Whether it is empty, or its first line is one of a list. */
	private static boolean isList(FileChannel channel) throws IOException {
		ByteBuffer start = ByteBuffer.allocate(LONGEST_PLACE);
		int read = channel.read(start, 0);
		return read <= 0 || PLACE.matcher(new String(start.array(), 0, read, StandardCharsets.ISO_8859_1)).lookingAt();
	}

	/** Where so many lines end; -1 if there are fewer. */
	private static long end(FileChannel channel, long lines) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		long left = lines;
		long position = 0;
		while (left > 0) {
			int read = channel.read(buffer.clear(), position);
			if (read < 0) {
				return -1;
			}
			for (int i = 0; i < read && left > 0; i++) {
				left -= (buffer.get(i) == '\n') ? 1 : 0;
				position++;
			}
		}
		return position;
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
			throw new ImportStoppedException("the list of what was not taken cannot be written (" + ex.getMessage()
					+ "): look at the disk, then run the import again, and it goes on", ex);
		}
	}

	/** How many lines it has. */
	long lines() {
		return this.lines;
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
