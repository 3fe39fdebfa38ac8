package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.persistence.FolderLock;
import io.hellwall.persistence.PrivateFiles;

import org.springframework.util.FileSystemUtils;

/**
 * A folder with backups, locked for one writer. Each backup is a folder in it that has
 * its name only when it is whole and on the disk.
 */
final class Shelf implements AutoCloseable {

	private static final String LOCK = ".hellwall-backup.lock";

	private static final String PART = ".hellwall-backup.part";

	private static final Pattern NAME = Pattern.compile("hellwall-(\\d{8}T\\d{6}\\.\\d{3}Z)");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	private final Path folder;

	private final FolderLock lock;

	private final Steps steps;

	private Shelf(Path folder, FolderLock lock, Steps steps) {
		this.folder = folder;
		this.lock = lock;
		this.steps = steps;
	}

	/**
	 * Locks a folder, which is made if it does not exist. What a killed writer left is
	 * deleted.
	 * @throws BackupRefusedException if somebody else writes to it
	 */
	static Shelf lock(Path folder, Steps steps) throws BackupRefusedException, IOException {
		FolderLock lock = FolderLock.take(folder.resolve(LOCK))
			.orElseThrow(() -> new BackupRefusedException("another backup is being written to " + folder));
		try {
			Shelf shelf = new Shelf(folder, lock, steps);
			FileSystemUtils.deleteRecursively(shelf.part());
			return shelf;
		}
		catch (Throwable ex) {
			lock.close();
			throw ex;
		}
	}

	/** The backups in a folder by their times, the oldest first. */
	static NavigableMap<Instant, Path> backups(Path folder) throws IOException {
		NavigableMap<Instant, Path> backups = new TreeMap<>();
		for (String name : BackupFiles.names(folder)) {
			Matcher matcher = NAME.matcher(name);
			if (matcher.matches()) {
				backups.put(TIME.parse(matcher.group(1), Instant::from), folder.resolve(name));
			}
		}
		return backups;
	}

	/** Adds a backup, whole or not at all, and returns its folder. */
	Path add(Instant time, Content content) throws BackupRefusedException, IOException, SQLException {
		Path whole = this.folder.resolve("hellwall-" + TIME.format(time));
		PrivateFiles.createFolder(part().resolve(Manifest.NAME));
		this.steps.done("folder");
		try {
			content.write(part());
			Files.move(part(), whole, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (BackupRefusedException | IOException | SQLException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(part());
			throw ex;
		}
		this.steps.done("name");
		BackupFiles.syncNames(this.folder);
		return whole;
	}

	/** Deletes the oldest backups until no more than so many are left. */
	void keep(int newest) throws IOException {
		NavigableMap<Instant, Path> backups = backups(this.folder);
		while (backups.size() > newest) {
			remove(backups.pollFirstEntry().getValue());
		}
	}

	/** First it loses its name: a backup that was deleted in part would look whole. */
	void remove(Path backup) throws IOException {
		Files.move(backup, part(), StandardCopyOption.ATOMIC_MOVE);
		this.steps.done("removal");
		FileSystemUtils.deleteRecursively(part());
	}

	private Path part() {
		return this.folder.resolve(PART);
	}

	@Override
	public void close() {
		this.lock.close();
	}

	/** Writes a backup into an empty folder. */
	@FunctionalInterface
	interface Content {

		void write(Path folder) throws BackupRefusedException, IOException, SQLException;

	}

}
