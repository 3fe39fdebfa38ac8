package io.hellwall.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;

import org.apache.commons.dbcp2.DelegatingConnection;
import org.jspecify.annotations.Nullable;

/**
 * The shared connection as one caller sees it. With {@code setAutoCommit(false)} the
 * first statement begins a transaction, and {@code commit()} or {@code rollback()} ends
 * it and gives the connection to others; a later statement waits for a new turn. Without,
 * each statement commits by itself, and nobody else uses the connection until it is
 * closed.
 * <p>
 * Statements are closed when a transaction ends. If one could be used afterwards, it
 * would write into the transaction of somebody else.
 */
final class GroupMember extends DelegatingConnection<Connection> {

	private enum State {

		/** Others use the connection. */
		NO_TURN,
		/** Nothing has begun yet. */
		TURN,
		/** In a transaction. */
		JOINED,
		/** Each statement commits by itself. */
		ALONE,
		/** A transaction did not begin. The rest of it must not run in another one. */
		NOT_BEGUN

	}

	private final GroupCommit commits;

	private State state = State.TURN;

	private boolean autoCommit = true;

	private @Nullable SQLException lastError;

	/** The caller has the turn. */
	GroupMember(GroupCommit commits, Connection shared) {
		super(shared);
		this.commits = commits;
	}

	/** Called before all that uses the shared connection. */
	@Override
	protected void checkOpen() throws SQLException {
		refuseIfClosed();
		if (this.state == State.NO_TURN) {
			this.commits.takeTurn();
			this.state = State.TURN;
		}
		if (this.state == State.NOT_BEGUN) {
			throw new SQLException("the transaction did not begin", this.lastError);
		}
		if (this.state == State.TURN) {
			begin();
		}
	}

	private void begin() throws SQLException {
		this.state = State.NOT_BEGUN;
		try {
			setDelegate(this.autoCommit ? this.commits.alone() : this.commits.join());
		}
		catch (SQLException ex) {
			handleException(ex);
		}
		this.state = this.autoCommit ? State.ALONE : State.JOINED;
	}

	private void refuseIfClosed() throws SQLException {
		if (isClosedInternal()) {
			throw new SQLException("the connection is closed");
		}
	}

	/** Called with each error of this connection and its statements. */
	@Override
	protected void handleException(SQLException ex) throws SQLException {
		this.lastError = ex;
		throw ex;
	}

	@Override
	public boolean getAutoCommit() {
		return this.autoCommit;
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		refuseIfClosed();
		if (autoCommit && this.state == State.JOINED) {
			commit();
		}
		this.autoCommit = autoCommit;
		if (!autoCommit && this.state == State.ALONE) {
			begin(); // now, since its statements may be prepared already
		}
	}

	@Override
	public void commit() throws SQLException {
		end(true);
	}

	@Override
	public void rollback() throws SQLException {
		end(false);
	}

	private void end(boolean keep) throws SQLException {
		refuseIfClosed();
		if (this.autoCommit) {
			throw new SQLException("each statement commits by itself");
		}
		switch (this.state) {
			case JOINED -> leave(keep);
			case NOT_BEGUN -> {
				this.state = State.TURN;
				if (keep) {
					throw new SQLException("the transaction did not begin", this.lastError);
				}
			}
			case NO_TURN, TURN, ALONE -> {
				// nothing to end
			}
		}
	}

	private void leave(boolean keep) throws SQLException {
		this.state = State.NO_TURN;
		this.commits.leave(keep, closeStatements());
	}

	/**
	 * Closes the statements that the caller left open.
	 * @return why nothing can be committed, if so
	 */
	private @Nullable SQLException closeStatements() {
		try {
			passivate();
			return getDelegate().isClosed()
					? new SQLException("an error closed the connection, nothing is committed", this.lastError) : null;
		}
		catch (SQLException ex) {
			return ex;
		}
	}

	/** Undoes what was not committed. */
	@Override
	public void close() throws SQLException {
		if (isClosedInternal()) {
			return;
		}
		setClosedInternal(true);
		switch (this.state) {
			case NO_TURN -> {
			}
			case TURN, NOT_BEGUN -> this.commits.endTurn();
			case JOINED -> leave(false);
			case ALONE -> {
				try {
					passivate();
				}
				finally {
					this.commits.endTurn();
				}
			}
		}
	}

	@Override
	public boolean isClosed() {
		return isClosedInternal();
	}

	@Override
	public boolean isValid(Duration timeout) throws SQLException {
		checkOpen();
		return super.isValid(timeout);
	}

	/** The driver has none. To ask it would need a turn. */
	@Override
	public @Nullable SQLWarning getWarnings() {
		return null;
	}

	@Override
	public void clearWarnings() {
	}

}
