package io.hellwall.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.hellwall.persistence.PrivateFiles;

/** A lock on a folder, which ends with the process that holds it at the latest. */
final class FolderLock implements AutoCloseable {

	private final FileChannel channel;

	private FolderLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Takes it. The folder and the file of the lock are made if they do not exist.
	 * @param file the file of the lock, in the folder
	 * @param refusal the message if somebody else has the lock
	 * @throws BackupRefusedException if somebody else has it
	 */
	static FolderLock take(Path file, String refusal) throws BackupRefusedException, IOException {
		PrivateFiles.createFolder(file);
		PrivateFiles.create(file);
		FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
		if (!locked(channel)) {
			channel.close();
			throw new BackupRefusedException(refusal);
		}
		return new FolderLock(channel);
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
