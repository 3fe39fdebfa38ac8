package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.hellwall.backup.Manifest.FileSum;
import io.hellwall.crypto.KeyTexts;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.util.FileSystemUtils;

/** Finds out whether a backup is whole, and whether this program can restore it. */
@Service
public class BackupCheck {

	/**
	 * Checks a backup. Nothing in it is changed.
	 * @param backup its folder, or its zip file
	 * @param passphrase of the keys; null if they are not looked at
	 * @return what the backup consists of
	 * @throws BackupRefusedException if it cannot be restored
	 */
	public Manifest verify(Path backup, @Nullable Passphrase passphrase) throws BackupRefusedException {
		try {
			if (Files.isDirectory(backup)) {
				return verifyFolder(backup, passphrase);
			}
			Path unpacked = Files.createTempDirectory("hellwall-verify");
			try {
				Archive.unpack(backup, unpacked);
				return verifyFolder(unpacked, passphrase);
			}
			finally {
				FileSystemUtils.deleteRecursively(unpacked);
			}
		}
		catch (IOException | SQLException ex) {
			throw new BackupRefusedException("the backup cannot be read: " + BackupRefusedException.reason(ex), ex);
		}
	}

	private static Manifest verifyFolder(Path folder, @Nullable Passphrase passphrase)
			throws BackupRefusedException, IOException, SQLException {
		Manifest manifest = check(folder);
		if (passphrase != null) {
			keys(folder, manifest, passphrase);
		}
		return manifest;
	}

	/** Checks all but the keys. */
	static Manifest check(Path folder) throws BackupRefusedException, IOException, SQLException {
		Manifest manifest = Manifest.read(folder);
		for (FileSum file : manifest.files()) {
			if (!BackupFiles.NAMES.contains(file.name())) {
				throw new BackupRefusedException("the backup is damaged: no file of a backup is called " + file.name());
			}
			if (!Files.exists(folder.resolve(file.name()))) {
				throw new BackupRefusedException("the backup is damaged: " + file.name() + " is missing");
			}
			if (!BackupFiles.sum(folder.resolve(file.name())).equals(file)) {
				throw new BackupRefusedException(
						"the backup is damaged: " + file.name() + " is not as it was when the backup was made");
			}
		}
		if (manifest.hasStores()) {
			checkStores(folder, manifest);
		}
		return manifest;
	}

	private static void checkStores(Path folder, Manifest manifest)
			throws BackupRefusedException, IOException, SQLException {
		Map<String, Long> rows = new HashMap<>();
		for (Map.Entry<String, String> store : Map.of("creds", BackupFiles.CREDS, "passcodes", BackupFiles.PASSCODES)
			.entrySet()) {
			try (StoreFile file = StoreFile.open(folder.resolve(store.getValue()))) {
				file.check(store.getValue());
				rows.putAll(file.rows());
				MigrationVersion schema = MigrationVersion.fromVersion(file.schema());
				if (schema.isNewerThan(StoreFile.newestSchema(store.getKey()))) {
					throw new BackupRefusedException(
							"the backup was made by a newer version: use that version, " + manifest.version());
				}
			}
		}
		if (!rows.equals(manifest.rows())) {
			throw new BackupRefusedException("the backup is damaged: it has not the rows that it had when it was made");
		}
	}

	/**
	 * Opens the keys, and checks that the accounts and sessions were made with them.
	 * @param folder of a backup that was checked
	 */
	static Map<String, String> keys(Path folder, Manifest manifest, Passphrase passphrase)
			throws BackupRefusedException, IOException {
		if (!manifest.hasKeys()) {
			throw new BackupRefusedException("there are no keys in this backup, so it has no passphrase");
		}
		Map<String, String> keys = KeyChest.open(Files.readAllBytes(folder.resolve(BackupFiles.KEYS)), passphrase);
		if (manifest.hasStores() && !KeyTexts.fit(StoreFile.source(folder.resolve(BackupFiles.CREDS)),
				keys.getOrDefault(KeysToKeep.SERVER, ""))) {
			throw new BackupRefusedException("the server key in the backup is not the one that its data was made with");
		}
		return keys;
	}

}
