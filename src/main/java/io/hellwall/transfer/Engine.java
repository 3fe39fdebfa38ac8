package io.hellwall.transfer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

import io.hellwall.transfer.Table.Column;

/** The steps of a copy that differ between SQLite and PostgreSQL. */
enum Engine {

	SQLITE {

		@Override
		void begin(Connection connection, List<Table> tables) throws SQLException {
			connection.setAutoCommit(false);
			run(connection, "select 1"); // the first statement locks the file
		}

	},

	POSTGRES {

		@Override
		void begin(Connection connection, List<Table> tables) throws SQLException {
			connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
			connection.setAutoCommit(false);
			// A copy takes longer than the time limits of requests.
			connection.setNetworkTimeout(Runnable::run, 0);
			run(connection, "set local lock_timeout = '5s'");
			// This transaction is idle while the other store is copied.
			run(connection, "set local statement_timeout = 0");
			run(connection, "set local idle_in_transaction_session_timeout = 0");
			run(connection,
					tables.stream()
						.map((table) -> Table.quoted(table.name()))
						.collect(Collectors.joining(", ", "lock table ", " in share row exclusive mode")));
		}

		@Override
		String inByteOrder(Column column) {
			return Table.quoted(column.name()) + ((column.type() == ColumnType.TEXT) ? " collate \"C\"" : "");
		}

		@Override
		void continueNumbering(Connection connection, Table table) throws SQLException {
			for (Column column : table.columns()) {
				if (column.identity()) {
					run(connection,
							"select setval(pg_get_serial_sequence('%s', '%s'), max(%s)) from %1$s having count(*) > 0"
								.formatted(Table.quoted(table.name()), column.name(), Table.quoted(column.name())));
				}
			}
		}

	};

	/**
	 * Begins a transaction and locks these tables, so that nobody else writes to them.
	 * @throws SQLException also if another transaction still holds a lock after 5 s
	 */
	abstract void begin(Connection connection, List<Table> tables) throws SQLException;

	/** The expression to sort by a column, so that both databases give the same order. */
	String inByteOrder(Column column) {
		return Table.quoted(column.name());
	}

	/**
	 * Makes the numbers of new rows begin after those of the copied rows. SQLite does so
	 * by itself.
	 */
	void continueNumbering(Connection connection, Table table) throws SQLException {
	}

	static Engine of(Connection connection) throws SQLException {
		return connection.getMetaData().getDatabaseProductName().equals("SQLite") ? SQLITE : POSTGRES;
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			if (statement.execute(sql)) {
				try (ResultSet result = statement.getResultSet()) {
					result.next();
				}
			}
		}
	}

}
