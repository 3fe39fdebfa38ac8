package io.hellwall.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders for their owner alone, whatever the umask of the process is. Where a
 * file system knows no such permissions, nothing is done about them.
 */
public final class PrivateFiles {

	private static final Logger logger = LoggerFactory.getLogger(PrivateFiles.class);

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

	private PrivateFiles() {
	}

	/** Creates the folder of a file, unless it exists, and returns it. */
	public static Path createFolder(Path file) {
		Path folder = file.toAbsolutePath().normalize().getParent();
		try {
			return Files.createDirectories(folder, only("rwx------"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot create the folder " + folder + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Creates a file to write to. Nobody else can have it open, as it did not exist.
	 * @throws FileAlreadyExistsException if there is one of that name, or a link
	 */
	public static FileChannel openNew(Path file) throws IOException {
		return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				only("rw-------"));
	}

	/** Creates an empty file. If it exists, it only takes the rights of others away. */
	public static void create(Path file) {
		try {
			Files.createFile(file, only("rw-------"));
		}
		catch (FileAlreadyExistsException ex) {
			protect(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot create the file " + file + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Takes the rights of others away from a file, if it exists. An older version, or
	 * another program, may have made it.
	 */
	public static void protect(Path file) {
		if (!isPosix() || !Files.exists(file)) {
			return;
		}
		try {
			Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
			if (permissions.retainAll(OWNER)) {
				Files.setPosixFilePermissions(file, permissions);
			}
		}
		catch (IOException ex) {
			logger.warn(
					"Other users have rights on {}, and they cannot be taken away: run 'chmod 600' on it as its owner",
					file);
		}
	}

	private static FileAttribute<?>[] only(String permissions) {
		return isPosix()
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix() {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	}

}
