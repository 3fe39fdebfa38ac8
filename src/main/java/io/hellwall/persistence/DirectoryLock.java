package io.hellwall.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.hellwall.persistence.StoreProperties.Location;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Keeps a second service away from the folders of the SQLite files. The kernel releases
 * the lock when the process dies. A command takes none, so that it can run beside the
 * service, unless it runs with the profile {@code alone}.
 */
@Component
class DirectoryLock implements DisposableBean {

	private static final String FILE = "hellwall.lock";

	private final boolean command;

	private final Map<Path, FolderLock> locks = new HashMap<>();

	DirectoryLock(Environment environment) {
		this.command = environment.matchesProfiles("cli & !alone");
	}

	/**
	 * Locks the folder of a SQLite file, before the file is opened. Nodes on PostgreSQL
	 * may share a database, so nothing is locked there.
	 * @throws IllegalStateException if another service has it, or a restore into it did
	 * not come to its end
	 */
	void take(Location location) {
		Path file = location.file();
		if (file != null) {
			UnfinishedRestore.refuse(file);
			if (!this.command) {
				this.locks.computeIfAbsent(PrivateFiles.createFolder(file), DirectoryLock::lock);
			}
		}
	}

	private static FolderLock lock(Path folder) {
		try {
			return FolderLock.take(folder.resolve(FILE))
				.orElseThrow(() -> new IllegalStateException("another Hellwall runs on the folder " + folder
						+ ": stop it first, or set hellwall.data-dir to another folder"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot lock " + folder.resolve(FILE) + ": " + ex.getMessage(), ex);
		}
	}

	@Override
	public void destroy() {
		this.locks.values().forEach(FolderLock::close);
	}

}
