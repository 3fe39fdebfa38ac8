package io.hellwall.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;

import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Lets several transactions share one durable commit, because the disk is slower than all
 * that they do before. One thread at a time has the turn to use the connection that
 * writes. Its {@code commit()} hands the turn to the next thread that waits, which goes
 * on in the same SQLite transaction behind a savepoint. If nobody waits, or the group is
 * large or old enough, it commits for all. {@code commit()} returns to each of them only
 * when that is on the disk. So what comes after a commit (an answer, a mail) may rely on
 * it, as without groups. A transaction that finds nobody waiting commits at once: there
 * is no window in which it would wait for others.
 * <p>
 * What must stay so:
 * <ul>
 * <li>Members of a group read what earlier members wrote, before that is durable. So a
 * member that only read, or that rolled back, waits for the commit as well: its answer, a
 * refusal too, may depend on it. Other connections see only what is committed, and SQLite
 * makes a commit visible to them only after it has synced the log
 * ({@code synchronous=FULL}).</li>
 * <li>Each error but a violated constraint closes the connection ({@link SqlitePool}),
 * and fails the whole group. SQLite may have rolled back all of it (the disk is full, a
 * write failed, no memory), and its members cannot tell. Nobody was told of a
 * success.</li>
 * <li>The same holds for a commit that fails, also with SQLITE_BUSY. In WAL mode whoever
 * has the lock of the file should never get that. To try again would be safe, too, but to
 * close the connection is right for every reason.</li>
 * <li>No statement on this connection has a timeout and none is interrupted: either would
 * roll back what others did.</li>
 * <li>Whoever has the turn is the only one who touches the fields here. The turn is never
 * free while a group is open, or its members would wait for ever.</li>
 * </ul>
 */
public final class GroupCommit extends AbstractDataSource implements AutoCloseable {

	private final SqlitePool pool;

	private final Duration longest;

	private final CommitMeter meter;

	private final Turns turns = new Turns();

	private @Nullable WriteConnection connection;

	/** Those whose transaction is open; null if none is. */
	private @Nullable CommitGroup group;

	/** Until when whoever has the turn may wait, by {@link System#nanoTime}. */
	private long waitsUntil;

	/**
	 * @param pool of one connection
	 * @param longest the time after which nobody else may join a group, so that its first
	 * member does not wait long for the last one
	 * @param store the name of the store, for its metrics
	 */
	public GroupCommit(SqlitePool pool, Duration longest, String store, Meters meters) {
		this.pool = pool;
		this.longest = longest;
		this.meter = new CommitMeter(store, meters);
	}

	/** Waits for the turn, and takes it. */
	@Override
	public Connection getConnection() throws SQLException {
		takeTurn();
		try {
			return new GroupMember(this, open().get());
		}
		catch (Throwable ex) {
			endTurn();
			throw ex;
		}
	}

	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException("SQLite has no users");
	}

	void takeTurn() throws SQLException {
		Duration wait = this.pool.getMaxWaitDuration();
		Timer.Sample begin = this.meter.begin();
		long until = System.nanoTime() + wait.toNanos();
		try {
			if (!this.turns.take(wait)) {
				throw new SQLTransientConnectionException(
						"no connection became free within " + wait.toMillis() + " ms");
			}
			this.waitsUntil = until;
			this.meter.waited(begin);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SQLTransientConnectionException("interrupted while it waited for a connection", ex);
		}
	}

	/**
	 * Begins a transaction, or joins the one that is open. Call it with the turn, and
	 * {@link #leave} after it.
	 */
	Connection join() throws SQLException {
		try {
			WriteConnection open = open();
			CommitGroup joined = this.group;
			if (joined == null) {
				open.begin(Duration.ofNanos(this.waitsUntil - System.nanoTime()));
				joined = new CommitGroup(this.longest);
				this.group = joined;
			}
			else {
				open.setSavepoint();
			}
			joined.add();
			return open.get();
		}
		catch (Throwable ex) {
			fail(ex);
			throw ex;
		}
	}

	/**
	 * A connection whose statements commit by themselves. It is used by nobody else until
	 * the turn ends. Call it with the turn, and {@link #endTurn} after it.
	 */
	Connection alone() throws SQLException {
		try {
			tell(commit());
			WriteConnection open = open();
			open.commitEachStatement();
			return open.get();
		}
		catch (Throwable ex) {
			fail(ex);
			throw ex;
		}
	}

	/**
	 * Ends the transaction of the member that has the turn, and the turn. Returns when
	 * all that it wrote and read is durable.
	 * @param keep whether to keep what it wrote
	 * @param broken the error that closed the connection, if one did
	 * @throws SQLException if nothing of it was kept
	 */
	void leave(boolean keep, @Nullable SQLException broken) throws SQLException {
		CommitGroup mine = Objects.requireNonNull(this.group);
		try {
			if (broken != null) {
				throw broken;
			}
			if (!mine.hasOne()) {
				open().endSavepoint(keep);
			}
			else if (!keep) {
				open().rollback(); // so the next one begins a group of its own
				this.group = null;
				mine.end();
			}
		}
		catch (Throwable ex) {
			fail(ex);
			this.turns.end();
			throw ex;
		}
		endTurn();
		mine.await();
	}

	/** Hands the turn over. If nobody waits, or nobody may join, it commits first. */
	void endTurn() throws SQLException {
		if (this.group != null && !this.group.isFull() && this.turns.handOver()) {
			return; // From here on, the other thread has the fields.
		}
		CommitGroup committed = null;
		try {
			committed = commit();
		}
		finally {
			this.turns.end(); // before the others wake up, since the connection is free
		}
		tell(committed);
	}

	/**
	 * Commits for the members of the open group, if there is one.
	 * @return those to be told of it
	 */
	private @Nullable CommitGroup commit() throws SQLException {
		CommitGroup open = this.group;
		if (open == null) {
			return null;
		}
		try {
			Timer.Sample begin = this.meter.begin();
			open().commit();
			this.meter.committed(begin, open.size());
			this.group = null;
			return open;
		}
		catch (Throwable ex) {
			fail(ex);
			throw ex;
		}
	}

	private static void tell(@Nullable CommitGroup committed) {
		if (committed != null) {
			committed.end();
		}
	}

	/** Rolls back, and tells the members of the open group, if there is one. */
	private void fail(Throwable ex) {
		discard();
		CommitGroup open = this.group;
		this.group = null;
		if (open != null) {
			this.meter.failed();
			open.fail(ex);
		}
	}

	/** How many threads wait for the turn. */
	public int waiting() {
		return this.turns.waiting();
	}

	private WriteConnection open() throws SQLException {
		WriteConnection open = this.connection;
		if (open != null && this.group == null && open.isClosed()) {
			discard();
			open = null;
		}
		if (open == null) {
			open = new WriteConnection(this.pool);
			this.connection = open;
		}
		return open;
	}

	private void discard() {
		WriteConnection open = this.connection;
		this.connection = null;
		if (open != null) {
			open.discard();
		}
	}

	/**
	 * Commits what is open. Whoever still has the turn after the longest wait goes on.
	 */
	@Override
	public void close() throws SQLException {
		try {
			takeTurn();
		}
		catch (SQLTransientConnectionException ex) {
			this.pool.close();
			return;
		}
		try {
			tell(commit());
		}
		finally {
			discard();
			this.pool.close();
			this.turns.end();
		}
	}

}
