package io.hellwall.transfer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

import io.hellwall.transfer.Table.Column;

/** What copying a store does differently on each kind of database. */
enum Engine {

	SQLITE {

		@Override
		void begin(Connection connection, List<Table> tables) throws SQLException {
			connection.setAutoCommit(false);
			run(connection, "select 1"); // the first statement takes the file
		}

		@Override
		String inByteOrder(Column column) {
			return Table.quoted(column.name());
		}

		@Override
		void continueNumbering(Connection connection, Table table) {
			// An autoincrement column does so by itself.
		}

	},

	POSTGRES {

		@Override
		void begin(Connection connection, List<Table> tables) throws SQLException {
			connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
			connection.setAutoCommit(false);
			// The limits of requests are none for this.
			connection.setNetworkTimeout(Runnable::run, 0);
			run(connection, "set local lock_timeout = '5s'");
			// It waits while another store is copied; the server must not end it for
			// that.
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
	 * Begins a transaction in which nobody else writes to these tables.
	 * @throws SQLException also if somebody still writes after 5 s
	 */
	abstract void begin(Connection connection, List<Table> tables) throws SQLException;

	/** What to sort by, so that both kinds agree on the order. */
	abstract String inByteOrder(Column column);

	/** The next row gets a number that no copied row has. */
	abstract void continueNumbering(Connection connection, Table table) throws SQLException;

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
