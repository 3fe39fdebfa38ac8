package io.hellwall.transfer;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;

/** Copies one store into an empty one, and compares the two before it is committed. */
final class StoreCopy implements AutoCloseable {

	private final String name;

	private final StoreSide source;

	private final StoreSide target;

	/**
	 * Opens and locks both sides.
	 * @throws CopyRefusedException if one of them cannot be opened or locked
	 */
	StoreCopy(String name, Location from, Location to, StoreProperties.Postgres limits) throws CopyRefusedException {
		this.name = name;
		this.source = StoreSide.open("source", name, from, limits);
		try {
			this.target = StoreSide.open("target", name, to, limits);
		}
		catch (CopyRefusedException | RuntimeException ex) {
			this.source.close();
			throw ex;
		}
	}

	void refuseUnlessTargetIsEmpty() throws CopyRefusedException, SQLException {
		for (Table table : this.target.tables()) {
			if (this.target.count(table) > 0) {
				throw new CopyRefusedException("the " + this.name + " store of the target holds rows in " + table.name()
						+ ": nothing was copied; take an empty database or folder, or remove what is in this one");
			}
		}
	}

	/** The number of rows in each table of the source. */
	Map<String, Long> counts() throws SQLException {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (Table table : this.target.tables()) {
			counts.put(table.name(), this.source.count(table));
		}
		return counts;
	}

	void copy(Progress progress) throws SQLException {
		for (Table table : this.target.tables()) {
			progress.done("copied " + table.name(), copy(table, progress));
		}
	}

	private long copy(Table table, Progress progress) throws SQLException {
		long copied = 0;
		try (PreparedStatement select = this.source.select(table);
				ResultSet row = select.executeQuery();
				PreparedStatement insert = this.target.insert(table)) {
			while (row.next()) {
				for (int i = 1; i <= table.columns().size(); i++) {
					table.columns().get(i - 1).type().set(insert, i, ColumnType.get(row, i));
				}
				insert.addBatch();
				if (++copied % StoreSide.BATCH == 0) {
					insert.executeBatch();
					progress.rows(StoreSide.BATCH);
				}
			}
			insert.executeBatch();
			progress.rows(copied % StoreSide.BATCH);
		}
		return copied;
	}

	/**
	 * Reads both sides again and compares every value.
	 * @throws CopyRefusedException if they are not the same
	 */
	void verify(Progress progress) throws CopyRefusedException, SQLException {
		for (Table table : this.target.tables()) {
			progress.done("verified " + table.name(), verify(table, progress));
			this.target.continueNumbering(table);
		}
	}

	private long verify(Table table, Progress progress) throws CopyRefusedException, SQLException {
		long same = 0;
		try (PreparedStatement selectSource = this.source.select(table);
				ResultSet wanted = selectSource.executeQuery();
				PreparedStatement selectTarget = this.target.select(table);
				ResultSet found = selectTarget.executeQuery()) {
			while (wanted.next()) {
				if (!found.next() || !same(table, wanted, found)) {
					throw different(table, same);
				}
				same++;
				progress.rows(1);
			}
			if (found.next()) {
				throw different(table, same);
			}
		}
		return same;
	}

	private static boolean same(Table table, ResultSet wanted, ResultSet found) throws SQLException {
		for (int i = 1; i <= table.columns().size(); i++) {
			if (!Objects.deepEquals(ColumnType.get(wanted, i), ColumnType.get(found, i))) {
				return false;
			}
		}
		return true;
	}

	private static CopyRefusedException different(Table table, long same) {
		return new CopyRefusedException("the copy of " + table.name() + " differs from the source after " + same
				+ " rows: nothing was kept; look for triggers and rules on the target, or take another database");
	}

	/** Checks that both sides were locked for the whole time. */
	void refuseUnlessHeld() throws CopyRefusedException, SQLException {
		if (!this.source.isAlive() || !this.target.isAlive()) {
			throw new CopyRefusedException(
					"the connection to the " + this.name + " store was lost: nothing was kept; try again");
		}
	}

	void commit() throws SQLException {
		this.target.commit();
	}

	@Override
	public void close() {
		try (this.source) {
			this.target.close();
		}
	}

}
