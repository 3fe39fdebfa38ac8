package io.hellwall.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import org.apache.commons.dbcp2.DelegatingConnection;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives the one connection of a pool to its callers in the order of their arrival. The
 * queue is here because the pool's own makes the thread that returns a connection spin
 * until a waiting thread takes it. Virtual threads cannot take it while others spin on
 * their processors.
 */
class FairWriter extends DelegatingDataSource {

	private final Semaphore turn = new Semaphore(1, true);

	private final long millis;

	/**
	 * @param millis the longest time to wait for the connection
	 */
	FairWriter(DataSource pool, long millis) {
		super(pool);
		this.millis = millis;
	}

	@Override
	public Connection getConnection() throws SQLException {
		awaitTurn();
		try {
			return new Turn(super.getConnection());
		}
		catch (SQLException | RuntimeException ex) {
			this.turn.release();
			throw ex;
		}
	}

	private void awaitTurn() throws SQLException {
		try {
			if (this.turn.tryAcquire(this.millis, TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new SQLTransientConnectionException("others have been writing for " + this.millis + " ms");
	}

	/** Lets the next caller in when the connection is closed, and only once. */
	private final class Turn extends DelegatingConnection<Connection> {

		private final AtomicBoolean over = new AtomicBoolean();

		Turn(Connection connection) {
			super(connection);
		}

		@Override
		public void close() throws SQLException {
			try {
				super.close();
			}
			finally {
				if (this.over.compareAndSet(false, true)) {
					FairWriter.this.turn.release();
				}
			}
		}

	}

}
