package io.hellwall.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.hellwall.persistence.PrivateFiles;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * One committed state of a SQLite file. It stays as it is while others go on writing:
 * their commits go to the log, and only the log grows meanwhile.
 */
final class Snapshot implements AutoCloseable {

	private static final int BUSY_MILLIS = 5000;

	/** Four megabytes at a time. */
	private static final int PAGES = 1024;

	private static final int TRIES = 100;

	private final Connection connection;

	private Snapshot(Connection connection) {
		this.connection = connection;
	}

	/** The state that is committed now. */
	static Snapshot of(Path database) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setReadOnly(true);
		config.setBusyTimeout(BUSY_MILLIS);
		SQLiteDataSource source = new SQLiteDataSource(config);
		source.setUrl("jdbc:sqlite:" + database);
		Connection connection = source.getConnection();
		try {
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement();
					ResultSet first = statement.executeQuery("select count(*) from sqlite_schema")) {
				first.next(); // a transaction begins with its first read
			}
			return new Snapshot(connection);
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Copies it to a new file, page by page (SQLite's online backup). Inside of a
	 * transaction that copies the state that the transaction sees, and never begins
	 * again.
	 */
	void copyTo(Path file) throws SQLException {
		PrivateFiles.create(file);
		int result = this.connection.unwrap(SQLiteConnection.class)
			.getDatabase()
			.backup("main", file.toString(), (remaining, pages) -> {
			}, BUSY_MILLIS / TRIES, TRIES, PAGES);
		if (result != SQLiteErrorCode.SQLITE_OK.code) {
			throw new SQLException("the copy ended with " + SQLiteErrorCode.getErrorCode(result));
		}
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
