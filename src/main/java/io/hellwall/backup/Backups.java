package io.hellwall.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.hellwall.persistence.StoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Service;

/**
 * Makes backups, also while the service runs. It opens no store, and waits for no writer.
 */
@Service
public class Backups {

	/** Where a backup is before it is sent to standard output. */
	private static final String OUTGOING = "outgoing-backup";

	private final BackupProperties properties;

	private final StoreProperties stores;

	private final KeysToKeep keys;

	private final Path dataDir;

	private final String version;

	private final InstantSource time;

	Backups(BackupProperties properties, StoreProperties stores, KeysToKeep keys,
			@Value("${hellwall.data-dir}") Path dataDir, ObjectProvider<BuildProperties> build,
			@Qualifier("machineTime") InstantSource time) {
		this.properties = properties;
		this.stores = stores;
		this.keys = keys;
		this.dataDir = dataDir;
		this.version = Optional.ofNullable(build.getIfAvailable())
			.map(BuildProperties::getVersion)
			.orElse("development");
		this.time = time;
	}

	/** Whether the stores are in a backup. Those on PostgreSQL are not. */
	public boolean includeStores() {
		return this.stores.creds().file() != null && this.stores.passcodes().file() != null;
	}

	/**
	 * Makes a backup.
	 * @param to the folder for it; made if it does not exist
	 * @param passphrase encrypts the keys; null to leave them out
	 * @return the folder of the backup, in that one
	 * @throws BackupRefusedException if there is no backup now; nothing is left of it
	 */
	public Path make(Path to, @Nullable Passphrase passphrase) throws BackupRefusedException {
		return make(to, passphrase, Integer.MAX_VALUE);
	}

	/**
	 * The same, and deletes the oldest ones.
	 * @param keep how many are left
	 */
	Path make(Path to, @Nullable Passphrase passphrase, int keep) throws BackupRefusedException {
		try (Shelf shelf = Shelf.lock(to, Steps.UNWATCHED)) {
			Path made = add(shelf, passphrase);
			shelf.keep(keep);
			return made;
		}
		catch (IOException | UncheckedIOException | SQLException ex) {
			throw failed(ex);
		}
	}

	/** Makes a backup and writes it as a zip file. */
	public void send(OutputStream out, @Nullable Passphrase passphrase) throws BackupRefusedException {
		try (Shelf shelf = Shelf.lock(this.dataDir.resolve(OUTGOING), Steps.UNWATCHED)) {
			Path made = add(shelf, passphrase);
			try {
				Archive.write(made, out);
			}
			finally {
				shelf.keep(0);
			}
		}
		catch (IOException | UncheckedIOException | SQLException ex) {
			throw failed(ex);
		}
	}

	private Path add(Shelf shelf, @Nullable Passphrase passphrase)
			throws BackupRefusedException, IOException, SQLException {
		if (!includeStores() && (this.stores.creds().file() != null || this.stores.passcodes().file() != null)) {
			throw new BackupRefusedException(
					"one store is on SQLite and one on PostgreSQL: back up each by its own tools");
		}
		Instant now = this.time.instant();
		byte[] chest = (passphrase != null) ? KeyChest.close(this.keys.all(), passphrase) : null;
		return shelf.add(now,
				(folder) -> new BackupWriter(this.stores, this.version, Steps.UNWATCHED).write(folder, now, chest));
	}

	/**
	 * When the newest backup was made that is in the folder of the settings; empty if
	 * there is none, or no such folder is set.
	 */
	public Optional<Instant> newest() {
		try {
			Path to = this.properties.to();
			return (to != null) ? Optional.ofNullable(Shelf.backups(to).lastEntry()).map((entry) -> entry.getKey())
					: Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static BackupRefusedException failed(Exception ex) {
		return new BackupRefusedException(
				"there is no backup, and nothing is left of it: " + BackupRefusedException.reason(ex), ex);
	}

}
