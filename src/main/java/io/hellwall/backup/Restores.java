package io.hellwall.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import io.hellwall.backup.RestoreReport.Epoch;
import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Puts a backup back, and begins a new epoch in it. */
@Service
public class Restores {

	private final StoreProperties stores;

	private final Path dataDir;

	private final InstantSource time;

	private final Steps steps;

	@Autowired
	Restores(StoreProperties stores, @Value("${hellwall.data-dir}") Path dataDir,
			@Qualifier("machineTime") InstantSource time) {
		this(stores, dataDir, time, Steps.UNWATCHED);
	}

	Restores(StoreProperties stores, Path dataDir, InstantSource time, Steps steps) {
		this.stores = stores;
		this.dataDir = dataDir;
		this.time = time;
		this.steps = steps;
	}

	/**
	 * Restores a backup into an empty data directory. A kill at any moment leaves either
	 * a directory in which nothing starts, or all of it.
	 * @param from the folder of the backup, or its zip file
	 * @param to the data directory; null for the one of the settings
	 * @param passphrase of the keys; null to leave them out
	 * @throws BackupRefusedException if nothing was restored
	 */
	public RestoreReport restore(Path from, @Nullable Path to, RestoreChoice choice, @Nullable Passphrase passphrase)
			throws BackupRefusedException {
		try (Building building = Building.begin((to != null) ? to : settledDirectory(), this.steps)) {
			try {
				RestoreReport report = build(building.folder(), from, (to != null) ? to : this.dataDir, choice,
						passphrase);
				building.finish();
				return report;
			}
			catch (BackupRefusedException | IOException | SQLException | RuntimeException ex) {
				building.abandon();
				throw ex;
			}
		}
		catch (IOException | UncheckedIOException | SQLException | IllegalStateException ex) {
			throw new BackupRefusedException("nothing was restored: " + BackupRefusedException.reason(ex), ex);
		}
	}

	private RestoreReport build(Path folder, Path from, Path target, RestoreChoice choice,
			@Nullable Passphrase passphrase) throws BackupRefusedException, IOException, SQLException {
		bring(from, folder);
		this.steps.done("files");
		Manifest manifest = BackupCheck.check(folder);
		Map<String, String> keys = (passphrase != null) ? BackupCheck.keys(folder, manifest, passphrase) : Map.of();
		Files.delete(folder.resolve(Manifest.NAME));
		Files.deleteIfExists(folder.resolve(BackupFiles.KEYS));
		Epoch epoch = manifest.hasStores() ? begin(location(folder, BackupFiles.CREDS),
				location(folder, BackupFiles.PASSCODES), choice, manifest.createdAt()) : null;
		this.steps.done("epoch");
		for (Map.Entry<String, String> key : keys.entrySet()) {
			BackupFiles.write(folder.resolve(key.getKey()),
					(key.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
		}
		this.steps.done("keys");
		return new RestoreReport(target, manifest.createdAt(), Set.copyOf(keys.keySet()), epoch);
	}

	/** Copies first and checks the copies: what is checked is what is restored. */
	private static void bring(Path from, Path folder) throws BackupRefusedException, IOException {
		if (!Files.isDirectory(from)) {
			Archive.unpack(from, folder);
			return;
		}
		for (String name : BackupFiles.NAMES) {
			if (Files.exists(from.resolve(name))) {
				BackupFiles.copy(from.resolve(name), folder.resolve(name));
			}
		}
	}

	/**
	 * Begins an epoch in the stores of the settings, after other tools put them back to
	 * an earlier state. The service must not run.
	 */
	public RestoreReport beginEpoch(RestoreChoice choice) throws BackupRefusedException {
		try {
			return new RestoreReport(null, null, Set.of(),
					begin(this.stores.creds(), this.stores.passcodes(), choice, null));
		}
		catch (SQLException | IllegalStateException ex) {
			throw new BackupRefusedException(
					"the epoch did not begin, and nothing may start before it does: stop the service and try again ("
							+ BackupRefusedException.reason(ex) + ")",
					ex);
		}
	}

	/** The stores get the schema of this version first. */
	private Epoch begin(Location creds, Location passcodes, RestoreChoice choice, @Nullable Instant backupAt)
			throws SQLException {
		try (Store first = Store.open("creds", creds, this.stores.postgres());
				Store second = Store.open("passcodes", passcodes, this.stores.postgres())) {
			this.steps.done("schema");
			return new RestoreEpoch(choice, this.time.instant()).begin(first.dataSource(), second.dataSource(),
					backupAt);
		}
	}

	private static Location location(Path folder, String name) {
		return new Location("jdbc:sqlite:" + folder.resolve(name), null, null);
	}

	/** The data directory, if the service will look for the stores there. */
	private Path settledDirectory() throws BackupRefusedException {
		for (Map.Entry<String, Location> store : Map
			.of(BackupFiles.CREDS, this.stores.creds(), BackupFiles.PASSCODES, this.stores.passcodes())
			.entrySet()) {
			Path file = store.getValue().file();
			if (file == null || !file.toAbsolutePath()
				.normalize()
				.equals(this.dataDir.resolve(store.getKey()).toAbsolutePath().normalize())) {
				throw new BackupRefusedException(
						"the settings keep the stores elsewhere than in hellwall.data-dir: restore to an empty folder with"
								+ " --to, and move the files from there");
			}
		}
		return this.dataDir;
	}

}
