package io.hellwall.persistence;

import java.time.InstantSource;

import javax.sql.DataSource;

import io.hellwall.persistence.StoreProperties.Location;
import org.hibernate.dialect.Dialect;

/** A SQLite file, or a schema of a PostgreSQL database, in which entities are kept. */
public interface Store extends AutoCloseable {

	/**
	 * Opens a store, creates or upgrades its schema and checks it.
	 * @param name the name of the store and of the folder of its migrations
	 * @param limits of the connections, if it is on PostgreSQL
	 * @throws IllegalStateException if it cannot be opened, is damaged, is newer than
	 * this program, or would lose what was committed when the power fails
	 */
	static Store open(String name, Location location, StoreProperties.Postgres limits) {
		return location.url().startsWith(SqliteStore.PREFIX) ? new SqliteStore(name, location.url())
				: new PostgresStore(name, location, limits);
	}

	/** For transactions. Read-only ones may use other connections than the rest. */
	DataSource dataSource();

	/** For reading what is committed, outside of any transaction. */
	DataSource readers();

	/**
	 * For writing a little, to see whether that is durable. They wait a second for others
	 * at most.
	 */
	DataSource writeChecks();

	/** How many bytes its files may still take; very many where it has none. */
	long room();

	Class<? extends Dialect> dialect();

	/**
	 * The time that all nodes on this store agree on.
	 * @param machine the time of this machine
	 */
	InstantSource time(InstantSource machine);

	@Override
	void close();

}
