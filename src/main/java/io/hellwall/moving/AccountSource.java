package io.hellwall.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A file with accounts from elsewhere, which are read one after the other. */
sealed interface AccountSource extends AutoCloseable permits LineSource, OldDatabase {

	/**
	 * Opens a file: JSON Lines, CSV, or a database of the first implementation.
	 * @throws ImportRefusedException if it is none of them
	 */
	static AccountSource open(Path file) throws IOException, ImportRefusedException {
		if (!Files.isRegularFile(file)) {
			throw new ImportRefusedException("--from must be a file that exists");
		}
		byte[] start;
		try (InputStream in = Files.newInputStream(file)) {
			start = in.readNBytes(OldDatabase.MAGIC.length());
		}
		return OldDatabase.isSqlite(start) ? OldDatabase.open(file) : LineSource.open(file, start);
	}

	/** SHA-256 of all that is read from it. */
	byte[] digest();

	/** How many records there are at most. */
	long size();

	/** The next record; null after the last. The same file gives the same records. */
	@Nullable Incoming next() throws IOException;

	@Override
	void close() throws IOException;

	/**
	 * One record.
	 *
	 * @param position grows from record to record
	 * @param where its place in the file, for people
	 * @param person null if no account can be made of it
	 * @param problems what cannot be taken, and why: for the list of the operator, so
	 * without any value
	 */
	record Incoming(long position, String where, @Nullable Person person, List<String> problems) {
	}

}
