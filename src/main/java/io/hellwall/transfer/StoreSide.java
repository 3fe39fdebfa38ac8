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
 * One end of a copy: a store held by one transaction, from which on nobody else writes to
 * it. Closed without a commit, or left by a process that is killed, it is as it was.
 */
final class StoreSide implements AutoCloseable {

	/** Rows that are held in memory at a time. */
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
	 * @param side what the operator knows it as
	 * @throws CopyRefusedException if it does not open, or others write to it for 5 s
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

	boolean isEmpty(Table table) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet row = statement.executeQuery("select 1 from " + Table.quoted(table.name()) + " limit 1")) {
			return !row.next();
		}
	}

	long count(Table table) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet count = statement.executeQuery("select count(*) from " + Table.quoted(table.name()))) {
			count.next();
			return count.getLong(1);
		}
	}

	/** To be read in one pass, a batch at a time. */
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

	/** Still holds what it locked. */
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
			// A connection that is gone has undone it already.
		}
	}

}
