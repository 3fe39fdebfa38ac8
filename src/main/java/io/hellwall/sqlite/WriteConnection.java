package io.hellwall.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.sqlite.SQLiteConnection;

import org.springframework.jdbc.support.JdbcUtils;

/**
 * The one connection that writes to a file, with the statements that begin and end its
 * transactions. They stay prepared, and are not the driver's own: its
 * {@link Connection#commit} begins the next transaction at once, which takes the lock of
 * the file for a request that may never come.
 */
final class WriteConnection {

	/** One name is enough, since one member of a group at a time has a savepoint. */
	private static final String SAVEPOINT = "member";

	private static final int STEP_MILLIS = 100;

	private final SqlitePool pool;

	private final Connection connection;

	private final SQLiteConnection driver;

	private final Map<String, PreparedStatement> prepared = new HashMap<>();

	WriteConnection(SqlitePool pool) throws SQLException {
		this.pool = pool;
		this.connection = pool.getConnection();
		this.driver = this.connection.unwrap(SQLiteConnection.class);
	}

	Connection get() {
		return this.connection;
	}

	/** An error closed it. */
	boolean isClosed() throws SQLException {
		return this.connection.isClosed();
	}

	/**
	 * Takes the lock of the file.
	 * @param longest how long to wait while another process has it. Callers that waited
	 * for each other pass what is left of their time, so that nobody waits twice.
	 */
	void begin(Duration longest) throws SQLException {
		waitForOthers(longest);
		if (this.connection.getAutoCommit()) {
			this.connection.setAutoCommit(false); // the driver begins
		}
		else {
			run("begin immediate");
		}
	}

	void commit() throws SQLException {
		run("commit");
	}

	void rollback() throws SQLException {
		run("rollback");
	}

	void setSavepoint() throws SQLException {
		run("savepoint " + SAVEPOINT);
	}

	/**
	 * Ends the savepoint.
	 * @param keep whether what was done since then belongs to the transaction from now on
	 */
	void endSavepoint(boolean keep) throws SQLException {
		if (!keep) {
			run("rollback to " + SAVEPOINT); // which leaves it open
		}
		run("release " + SAVEPOINT);
	}

	/** Outside of transactions, so that the driver commits each statement by itself. */
	void commitEachStatement() throws SQLException {
		waitForOthers(this.pool.getMaxWaitDuration());
		if (!this.connection.getAutoCommit()) {
			run("begin"); // the driver ends a transaction now
			this.connection.setAutoCommit(true);
		}
	}

	/** Closes it for good, which rolls back what was not committed. */
	void discard() {
		try {
			this.pool.invalidateConnection(this.connection);
		}
		catch (IllegalStateException ex) {
			// The pool is closed, or an error closed the connection already.
			JdbcUtils.closeConnection(this.connection);
		}
	}

	private void waitForOthers(Duration longest) throws SQLException {
		// In steps, so that it rarely changes.
		int millis = Math.ceilDiv(Math.max(0, Math.toIntExact(longest.toMillis())), STEP_MILLIS) * STEP_MILLIS;
		if (this.driver.getBusyTimeout() != millis) {
			this.driver.setBusyTimeout(millis);
		}
	}

	private void run(String sql) throws SQLException {
		PreparedStatement statement = this.prepared.get(sql);
		if (statement == null) {
			statement = this.connection.prepareStatement(sql);
			this.prepared.put(sql, statement);
		}
		statement.execute();
	}

}
