package io.hellwall.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock on a folder, by a file in it. It ends with the process that holds it at the
 * latest. The file stays: if it was deleted, two could lock different files of that name.
 */
public final class FolderLock implements AutoCloseable {

	private final FileChannel channel;

	private FolderLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Takes it. The folder and the file are made if they do not exist.
	 * @param file the file of the lock, in the folder
	 * @return empty if somebody else has the lock, also in this process
	 */
	public static Optional<FolderLock> take(Path file) throws IOException {
		PrivateFiles.createFolder(file);
		PrivateFiles.create(file);
		FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
		if (!locked(channel)) {
			channel.close();
			return Optional.empty();
		}
		return Optional.of(new FolderLock(channel));
	}

	private static boolean locked(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false; // this process has it
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
