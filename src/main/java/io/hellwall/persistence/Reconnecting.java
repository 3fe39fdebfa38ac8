package io.hellwall.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives the pool a connection as soon as there is one. After failures the pool itself
 * would pause for up to five seconds, however long the database has been back. Ends when
 * the pool does, which interrupts it.
 */
class Reconnecting extends DelegatingDataSource {

	private static final Logger logger = LoggerFactory.getLogger(Reconnecting.class);

	private static final int PAUSE_MILLIS = 200;

	private final String name;

	Reconnecting(String name, DataSource source) {
		super(source);
		this.name = name;
	}

	@Override
	public Connection getConnection() throws SQLException {
		SQLException failure = null;
		while (true) {
			try {
				Connection connection = super.getConnection();
				if (failure != null) {
					logger.info("The {} store is back", this.name);
				}
				return connection;
			}
			catch (SQLException ex) {
				if (failure == null) {
					logger.error("The {} store cannot be reached: {}", this.name, ex.getMessage());
				}
				failure = ex;
			}
			pause(failure);
		}
	}

	private static void pause(SQLException failure) throws SQLException {
		try {
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

	/**
	 * How long the pool, when it is closed, waits for a connection that is being made.
	 */
	@Override
	public int getLoginTimeout() {
		return 2;
	}

	/** The URL, or what is set beside it, limits a login. */
	@Override
	public void setLoginTimeout(int seconds) {
	}

}
