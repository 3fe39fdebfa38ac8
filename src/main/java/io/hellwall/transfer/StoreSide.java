package io.hellwall.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;

/**
 * The source or the target of a copy: a store that is locked by one transaction, so that
 * nobody else writes to it. Without a commit the store stays as it was, also if the
 * process is killed.
 */
final class StoreSide implements AutoCloseable {

	/** The number of rows that are in memory at a time. */
	static final int BATCH = 1000;

	private static final int ALIVE_SECONDS = 5;

	private final Store store;

	private final Connection connection;

	private final Engine engine;

	private final List<Table> tables;

	private StoreSide(Store store) throws SQLException {
		this.store = store;
		this.connection = store.dataSource().getConnection();
		this.engine = Engine.of(this.connection);
		this.tables = Table.of(this.connection);
	}

	/**
	 * Opens a store, brings it to this version's schema and locks it.
	 * @param side the word for it in messages
	 * @throws CopyRefusedException if it does not open, or another transaction still
	 * writes to it after 5 s
	 */
	static StoreSide open(String side, String name, Location location, StoreProperties.Postgres limits)
			throws CopyRefusedException {
		Store store;
		try {
			store = Store.open(name, location, limits);
		}
		catch (RuntimeException ex) {
			throw new CopyRefusedException(
					"the " + side + " does not open: where it is in use, stop the service and"
							+ " whatever else writes to it, then try again (" + CopyRefusedException.reason(ex) + ")",
					ex);
		}
		try {
			StoreSide it = new StoreSide(store);
			it.engine.begin(it.connection, it.tables);
			return it;
		}
		catch (SQLException ex) {
			store.close();
			throw new CopyRefusedException("the " + name + " store of the " + side
					+ " is in use: stop the service and whatever else writes to it, then try again ("
					+ CopyRefusedException.reason(ex) + ")", ex);
		}
		catch (RuntimeException ex) {
			store.close();
			throw ex;
		}
	}

	List<Table> tables() {
		return this.tables;
	}

	long count(Table table) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet count = statement.executeQuery("select count(*) from " + Table.quoted(table.name()))) {
			count.next();
			return count.getLong(1);
		}
	}

	/** Reads all rows of a table, a batch at a time. */
	PreparedStatement select(Table table) throws SQLException {
		PreparedStatement select = this.connection.prepareStatement(table.select(this.engine));
		select.setFetchSize(BATCH);
		return select;
	}

	PreparedStatement insert(Table table) throws SQLException {
		return this.connection.prepareStatement(table.insert());
	}

	void continueNumbering(Table table) throws SQLException {
		this.engine.continueNumbering(this.connection, table);
	}

	/** Whether the connection, and so the lock, still exists. */
	boolean isAlive() throws SQLException {
		return this.connection.isValid(ALIVE_SECONDS);
	}

	void commit() throws SQLException {
		this.connection.commit();
	}

	/** Undoes what was not committed. */
	@Override
	public void close() {
		try (this.store; this.connection) {
			this.connection.rollback();
		}
		catch (SQLException ex) {
			// The connection is lost, and so the database has rolled back.
		}
	}

}
