package io.hellwall.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tries every 200 ms to open a connection until it succeeds, or until the pool is closed
 * and interrupts it. By itself, the pool would wait up to five seconds after a failure
 * before it tries again.
 */
class RetryingDataSource extends DelegatingDataSource {

	private static final Logger logger = LoggerFactory.getLogger(RetryingDataSource.class);

	private static final int PAUSE_MILLIS = 200;

	private final String name;

	RetryingDataSource(String name, DataSource source) {
		super(source);
		this.name = name;
	}

	@Override
	public Connection getConnection() throws SQLException {
		for (int failures = 0;; failures++) {
			try {
				Connection connection = super.getConnection();
				if (failures > 0) {
					logger.info("The {} store is back", this.name);
				}
				return connection;
			}
			catch (SQLException ex) {
				if (failures == 0) {
					logger.error("The {} store cannot be reached: {}", this.name, ex.getMessage());
				}
				pause(ex);
			}
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
	 * The seconds for which a pool that is closed waits for a connection that is being
	 * opened.
	 */
	@Override
	public int getLoginTimeout() {
		return 2;
	}

	/** Ignored: the URL and the driver's properties limit a login. */
	@Override
	public void setLoginTimeout(int seconds) {
	}

}
