package io.hellwall.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.NoSuchElementException;

import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.ConnectionFactory;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * Connections to one SQLite file, which keep their prepared statements: to prepare one
 * takes longer than to run it.
 */
public final class SqlitePool extends BasicDataSource {

	/** More than there are different statements. */
	private static final int STATEMENTS = 100;

	/**
	 * @param maxWait the longest time to wait for a connection
	 */
	public SqlitePool(String url, SQLiteConfig config, int size, Duration maxWait) {
		setUrl(url);
		config.toProperties().forEach((name, value) -> addConnectionProperty((String) name, (String) value));
		setMaxTotal(size);
		setMaxIdle(size);
		setMaxWait(maxWait);
		setTestOnBorrow(false); // the connection to a file does not break
		setPoolPreparedStatements(true);
		setMaxOpenPreparedStatements(STATEMENTS);
	}

	@Override
	public Connection getConnection() throws SQLException {
		try {
			return super.getConnection();
		}
		catch (SQLException ex) {
			if (ex.getCause() instanceof NoSuchElementException) {
				throw new SQLTransientConnectionException(
						"no connection became free within " + getMaxWaitDuration().toMillis() + " ms", ex);
			}
			throw ex;
		}
	}

	@Override
	protected ConnectionFactory createConnectionFactory() throws SQLException {
		ConnectionFactory driver = super.createConnectionFactory();
		return () -> new ClosedByError(driver.createConnection());
	}

	/**
	 * A connection that is closed, and so replaced, after every error but a violated
	 * constraint. When a transaction could not begin because another process held the
	 * file, the driver believes that it did begin: the next transaction on that
	 * connection would commit each statement by itself. Other errors may have rolled back
	 * the transaction, as SQLite documents it, with all that other requests did in it.
	 */
	private static final class ClosedByError extends DelegatingConnection<Connection> {

		ClosedByError(Connection connection) {
			super(connection);
		}

		@Override
		protected void handleException(SQLException ex) throws SQLException {
			if ((ex.getErrorCode() & 0xFF) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
				getDelegate().close();
			}
			super.handleException(ex);
		}

	}

}
