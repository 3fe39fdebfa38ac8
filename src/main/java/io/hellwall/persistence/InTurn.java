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
 * Lets one caller at a time to a pool of one connection, in the order of arrival. The
 * pool has whoever gives the connection back spin until a waiting thread takes it, which
 * virtual threads cannot do while others spin on their processors.
 */
class InTurn extends DelegatingDataSource {

	private final Semaphore turn = new Semaphore(1, true);

	private final long millis;

	/**
	 * @param millis to wait for one's turn before it is refused
	 */
	InTurn(DataSource pool, long millis) {
		super(pool);
		this.millis = millis;
	}

	@Override
	public Connection getConnection() throws SQLException {
		await();
		try {
			return new Turn(super.getConnection());
		}
		catch (SQLException | RuntimeException ex) {
			this.turn.release();
			throw ex;
		}
	}

	private void await() throws SQLException {
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

	/** Ends when the connection is given back. */
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
					InTurn.this.turn.release();
				}
			}
		}

	}

}
