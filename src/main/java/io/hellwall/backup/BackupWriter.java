package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.hellwall.backup.Manifest.FileSum;
import io.hellwall.persistence.StoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Writes one backup into a folder.
 * <p>
 * Each copy is one committed state of its store. The states are not of exactly the same
 * moment: that of the passcodes is taken first, that of the accounts, sessions and audit
 * a fraction of a millisecond later, and no writer waits for either. What is committed
 * between the two can do no harm:
 * <ul>
 * <li>No transaction spans both stores, so every use case is written so that a crash
 * between its two commits is harmless. If it writes the accounts first (an account is
 * erased or changed), the pair looks as after such a crash.
 * <li>If it writes the passcodes first (a login), the pair may hold a session and the
 * passcode that was spent for it, still good. A restore deletes every passcode.
 * <li>What else is in the store of passcodes counts and limits. It names accounts by
 * their ids; a row of an account that is not in the other store is one that the purges
 * delete.
 * </ul>
 */
final class BackupWriter {

	private final StoreProperties stores;

	private final String version;

	private final Steps steps;

	/**
	 * @param version of this program
	 */
	BackupWriter(StoreProperties stores, String version, Steps steps) {
		this.stores = stores;
		this.version = version;
		this.steps = steps;
	}

	/**
	 * Writes a backup. All of it is on the disk when this returns.
	 * @param folder an empty one
	 * @param now the time of the backup
	 * @param keys the encrypted keys; null to leave them out
	 */
	void write(Path folder, Instant now, byte @Nullable [] keys)
			throws BackupRefusedException, IOException, SQLException {
		Map<String, String> schema = new TreeMap<>();
		Map<String, Long> rows = new TreeMap<>();
		List<FileSum> files = new ArrayList<>();
		Path creds = this.stores.creds().file();
		Path passcodes = this.stores.passcodes().file();
		if (creds != null && passcodes != null) {
			copy(passcodes, creds, folder);
			for (Map.Entry<String, String> store : Map
				.of("creds", BackupFiles.CREDS, "passcodes", BackupFiles.PASSCODES)
				.entrySet()) {
				Path copy = folder.resolve(store.getValue());
				try (StoreFile file = StoreFile.open(copy)) {
					file.keepInOneFile();
					file.check(store.getValue());
					rows.putAll(file.rows());
					schema.put(store.getKey(), file.schema());
				}
				files.add(finish(copy));
			}
		}
		if (keys != null) {
			Path chest = folder.resolve(BackupFiles.KEYS);
			BackupFiles.write(chest, keys);
			files.add(finish(chest));
		}
		BackupFiles.write(folder.resolve(Manifest.NAME),
				new Manifest(Manifest.FORMAT, this.version, now, schema, rows, files).toJson());
		this.steps.done(Manifest.NAME);
		BackupFiles.syncNames(folder);
	}

	private void copy(Path passcodes, Path creds, Path folder) throws SQLException {
		try (Snapshot first = Snapshot.of(passcodes); Snapshot second = Snapshot.of(creds)) {
			first.copyTo(folder.resolve(BackupFiles.PASSCODES));
			this.steps.done("copy of " + BackupFiles.PASSCODES);
			second.copyTo(folder.resolve(BackupFiles.CREDS));
			this.steps.done("copy of " + BackupFiles.CREDS);
		}
	}

	private FileSum finish(Path file) throws IOException {
		BackupFiles.sync(file);
		this.steps.done(file.getFileName().toString());
		return BackupFiles.sum(file);
	}

}
