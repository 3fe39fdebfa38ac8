package io.hellwall.persistence;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.hellwall.metrics.Meters;
import io.hellwall.persistence.StoreProperties.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Both stores, with the tables of this version.
 * <p>
 * An older version refuses to start if one of them is newer. So either both are upgraded
 * or none, though no transaction spans both: the one of the passcodes stays open, with
 * all migrations in it, until the accounts' store is committed. After that only a small
 * commit can fail. It is the passcodes' transaction that waits, because its migrations
 * and its commit are short.
 */
@Component
@Profile("!no-stores")
class Stores {

	private static final Logger logger = LoggerFactory.getLogger(Stores.class);

	private static final long MEGA = 1_000_000;

	private final StoreProperties locations;

	/**
	 * Opens and checks both, then creates or upgrades their tables.
	 * @throws IllegalStateException if one cannot be opened, is damaged, is newer than
	 * this program, or cannot be upgraded
	 */
	Stores(StoreProperties locations, DirectoryLock lock) {
		this.locations = locations;
		lock.take(locations.creds());
		lock.take(locations.passcodes());
		Schema creds = Schema.of("creds", locations.creds(), locations.postgres());
		Schema passcodes = Schema.of("passcodes", locations.passcodes(), locations.postgres());
		if (!creds.isCurrent() && !passcodes.isCurrent()) {
			checkRoom(locations.creds(), locations.passcodes());
		}
		passcodes.upgrade(creds::upgrade);
	}

	Store creds(Meters meters) {
		return connect("creds", this.locations.creds(), this.locations.postgres(), meters);
	}

	Store passcodes(Meters meters) {
		return connect("passcodes", this.locations.passcodes(), this.locations.postgres(), meters);
	}

	/** Connects to a store that has the tables of this version. */
	static Store connect(String name, Location location, StoreProperties.Postgres limits, Meters meters) {
		return location.url().startsWith(SqliteStore.PREFIX) ? new SqliteStore(name, location.url(), meters)
				: new PostgresStore(name, location, limits, meters);
	}

	/**
	 * An upgrade may write each page of a file once more, before the old ones are free.
	 * If only one store was upgraded, this would not be needed: without room, it would
	 * stay as it is.
	 */
	private static void checkRoom(Location... locations) {
		Map<FileStore, Long> needed = new HashMap<>();
		try {
			for (Location location : locations) {
				Path file = location.file();
				if (file != null) {
					needed.merge(Files.getFileStore(file), Files.size(file), Long::sum);
				}
			}
			for (Map.Entry<FileStore, Long> disk : needed.entrySet()) {
				checkRoom(disk.getKey().getUsableSpace(), disk.getValue());
			}
		}
		catch (IOException ex) {
			logger.debug("It is not known how much room there is", ex);
		}
	}

	private static void checkRoom(long free, long needed) {
		if (free < needed) {
			throw new IllegalStateException(
					"the upgrade of the databases needs %d MB on their disk, and %d MB are free:"
						.formatted(Math.ceilDiv(needed, MEGA), free / MEGA)
							+ " nothing was changed; make room and start again");
		}
	}

}
