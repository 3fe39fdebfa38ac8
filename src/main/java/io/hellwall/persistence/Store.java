package io.hellwall.persistence;

import java.time.InstantSource;

import javax.sql.DataSource;

import io.hellwall.persistence.StoreProperties.Location;
import org.hibernate.dialect.Dialect;

/** Where entities are kept: a SQLite file, or a schema of a PostgreSQL database. */
public interface Store extends AutoCloseable {

	/**
	 * Opens a store, creates or upgrades its schema and checks it.
	 * @param name of the store, and of its migrations
	 * @throws IllegalStateException if it cannot be opened, is damaged, is newer than
	 * this program, or would not keep what was committed through a power loss
	 */
	static Store open(String name, Location location) {
		return location.url().startsWith(SqliteStore.PREFIX) ? new SqliteStore(name, location.url())
				: new PostgresStore(name, location);
	}

	/** For transactions; one that only reads may be served by other connections. */
	DataSource dataSource();

	/** For a look at what is committed, outside any transaction. */
	DataSource readers();

	Class<? extends Dialect> dialect();

	/**
	 * The time for all who use this store.
	 * @param machine the time of this machine
	 */
	InstantSource time(InstantSource machine);

	@Override
	void close();

}
