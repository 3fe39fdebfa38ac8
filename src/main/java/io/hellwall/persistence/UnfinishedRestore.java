package io.hellwall.persistence;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark of a folder that is being restored: a folder in it, in which everything is
 * built. While it exists, nothing starts there.
 */
public final class UnfinishedRestore {

	/** The name of the mark. */
	public static final String MARK = "restoring";

	private UnfinishedRestore() {
	}

	/**
	 * @param file a file in the folder that somebody is about to open
	 * @throws IllegalStateException if the folder has the mark
	 */
	static void refuse(Path file) {
		Path folder = file.toAbsolutePath().normalize().getParent();
		if (folder != null && Files.exists(folder.resolve(MARK))) {
			throw new IllegalStateException("a restore into the folder " + folder
					+ " has not come to its end: remove all that is in it, and run 'restore' again");
		}
	}

}
