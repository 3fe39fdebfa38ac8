package io.hellwall.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.hellwall.persistence.DefaultLimits;
import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;

/** The two stores of a service on SQLite, with some rows, and without a service. */
final class Installation {

	static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");

	private final Path folder;

	private final StoreProperties stores;

	Installation(Path folder) {
		this.folder = folder;
		this.stores = stores(folder);
	}

	/** One account with a session and a passcode. */
	static Installation with(Path folder) {
		Installation installation = new Installation(folder);
		installation.run("creds",
				"insert into account (id, email, email_key, password_hash, credential_fingerprint, status, created_at)"
						+ " values (zeroblob(16), 'a@example.org', 'a', 'h', x'00', 'ACTIVE', 1)");
		installation.run("creds",
				"insert into session (id, account_id, email, credential_fingerprint, mac, network, opened_at, ends_at)"
						+ " values (zeroblob(16), zeroblob(16), 'a@example.org', x'00', 'm', 'n', 1, 9999999999999)");
		installation.run("passcodes",
				"insert into passcode values (zeroblob(16), 'm', 'n', 'LOGIN', x'00', 6, 1, 2, 0, null)");
		installation.run("passcodes", "insert into known_place values (zeroblob(16), 'm', 'n', 1)");
		return installation;
	}

	static StoreProperties stores(Path folder) {
		return new StoreProperties(location(folder, BackupFiles.CREDS), location(folder, BackupFiles.PASSCODES),
				DefaultLimits.PATIENT);
	}

	private static Location location(Path folder, String file) {
		return new Location("jdbc:sqlite:" + folder.resolve(file), null, null);
	}

	Path folder() {
		return this.folder;
	}

	StoreProperties stores() {
		return this.stores;
	}

	void run(String store, String sql) {
		try (Store open = Store.open(store, store.equals("creds") ? this.stores.creds() : this.stores.passcodes(),
				DefaultLimits.PATIENT);
				Connection connection = open.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A backup of it. */
	Path backUp(Path to, Steps steps) throws Exception {
		try (Shelf shelf = Shelf.lock(to, steps)) {
			return shelf.add(NOW, (part) -> new BackupWriter(this.stores, "1", steps).write(part, NOW, null));
		}
	}

	Restores restores(Steps steps) {
		return new Restores(this.stores, this.folder, () -> NOW.plusSeconds(60), steps);
	}

	/** All files below a folder with their permissions. */
	static Map<String, String> permissions(Path folder) {
		Map<String, String> permissions = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			files.forEach((file) -> permissions.put(folder.relativize(file).toString(), posix(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return permissions;
	}

	private static String posix(Path file) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends the work after so many steps, as a kill would: nothing is cleaned up. */
	static final class Killer implements Steps {

		private final int after;

		private final List<String> done = new ArrayList<>();

		Killer(int after) {
			this.after = after;
		}

		@Override
		public void done(String step) {
			this.done.add(step);
			if (this.done.size() == this.after) {
				throw new Killed();
			}
		}

		List<String> steps() {
			return this.done;
		}

	}

	static final class Killed extends Error {

		private static final long serialVersionUID = 1L;

	}

}
