package io.hellwall.persistence;

import java.time.InstantSource;

import javax.sql.DataSource;

import io.hellwall.metrics.Meters;
import io.hellwall.persistence.StoreProperties.Location;
import org.hibernate.dialect.Dialect;

/** A SQLite file, or a schema of a PostgreSQL database, in which entities are kept. */
public interface Store extends AutoCloseable {

	/** A gauge of each store. */
	String WAITING = "hellwall.store.waiting";

	String WAITING_DESCRIPTION = "Requests that wait for a connection that writes";

	/**
	 * Opens a store, creates or upgrades its schema and checks it. Nobody measures it.
	 * @param name the name of the store and of the folder of its migrations
	 * @param limits of the connections, if it is on PostgreSQL
	 * @throws IllegalStateException if it cannot be opened, is damaged, is newer than
	 * this program, or would lose what was committed when the power fails
	 */
	static Store open(String name, Location location, StoreProperties.Postgres limits) {
		Schema.of(name, location, limits).upgrade();
		return Stores.connect(name, location, limits, Meters.none());
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
