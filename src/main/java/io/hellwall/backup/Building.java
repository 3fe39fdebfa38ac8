package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

import io.hellwall.persistence.FolderLock;
import io.hellwall.persistence.UnfinishedRestore;

import org.springframework.util.FileSystemUtils;

/**
 * A data directory while it is restored. Everything is built in a folder in it, and no
 * service starts while that folder exists. It is in the directory, not beside it: a
 * directory that is a mount point or that a package owns cannot be replaced by another.
 */
final class Building implements AutoCloseable {

	private static final String LOCK = "lock";

	/** What may be in an empty directory. A file system makes the second one. */
	private static final Set<String> HARMLESS = Set.of(UnfinishedRestore.MARK, "lost+found");

	private final Path target;

	private final FolderLock lock;

	private final Steps steps;

	private Building(Path target, FolderLock lock, Steps steps) {
		this.target = target;
		this.lock = lock;
		this.steps = steps;
	}

	/**
	 * Begins to build. What is left of a restore that was killed while it built is
	 * removed.
	 * @param target an empty directory, or one that does not exist
	 * @throws BackupRefusedException if it is not empty
	 */
	static Building begin(Path target, Steps steps) throws BackupRefusedException, IOException {
		if (BackupFiles.names(target).stream().anyMatch((name) -> !HARMLESS.contains(name))) {
			throw new BackupRefusedException("the folder " + target
					+ " is not empty, and nothing was restored: move what is in it to another folder");
		}
		FolderLock lock = FolderLock.take(target.resolve(UnfinishedRestore.MARK).resolve(LOCK))
			.orElseThrow(() -> new BackupRefusedException("another restore into " + target + " is under way"));
		Building building = new Building(target, lock, steps);
		try {
			building.clear();
			BackupFiles.syncNames(target);
			steps.done("mark");
			return building;
		}
		catch (Throwable ex) {
			lock.close();
			throw ex;
		}
	}

	/** The folder to build in. */
	Path folder() {
		return this.target.resolve(UnfinishedRestore.MARK);
	}

	/**
	 * Moves what was built to its place. The mark goes last, after everything is on the
	 * disk.
	 */
	void finish() throws IOException {
		List<String> names = BackupFiles.names(folder()).stream().filter((name) -> !name.equals(LOCK)).toList();
		for (String name : names) {
			BackupFiles.sync(folder().resolve(name));
		}
		for (String name : names) {
			Files.move(folder().resolve(name), this.target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
			this.steps.done(name);
		}
		BackupFiles.syncNames(this.target);
		removeMark();
	}

	/** Leaves nothing. */
	void abandon() throws IOException {
		clear();
		removeMark();
	}

	private void removeMark() throws IOException {
		FileSystemUtils.deleteRecursively(folder());
		this.steps.done("end");
		BackupFiles.syncNames(this.target);
	}

	private void clear() throws IOException {
		for (String name : BackupFiles.names(folder())) {
			if (!name.equals(LOCK)) {
				FileSystemUtils.deleteRecursively(folder().resolve(name));
			}
		}
	}

	@Override
	public void close() {
		this.lock.close();
	}

}
