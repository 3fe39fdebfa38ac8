package io.hellwall.sqlite;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Transactions that become durable by one commit, or fail together. Whoever has the turn
 * counts and ends; all others only wait.
 */
final class CommitGroup {

	/** So that the first one need not wait long for the last one. */
	private static final int MOST = 32;

	private final CountDownLatch over = new CountDownLatch(1);

	private final long began = System.nanoTime();

	private final Duration longest;

	private int members;

	private @Nullable Throwable failure;

	/**
	 * @param longest the time after which nobody else may join
	 */
	CommitGroup(Duration longest) {
		this.longest = longest;
	}

	void add() {
		this.members++;
	}

	int size() {
		return this.members;
	}

	/** Whether only its first member has begun yet. */
	boolean hasOne() {
		return this.members == 1;
	}

	/** Whether nobody else may join. */
	boolean isFull() {
		return this.members >= MOST || System.nanoTime() - this.began >= this.longest.toNanos();
	}

	void end() {
		this.over.countDown();
	}

	void fail(Throwable ex) {
		this.failure = ex;
		this.over.countDown();
	}

	/**
	 * Waits until the commit is durable. An interrupt does not end that: an answer that
	 * says yes or no has to know.
	 * @throws SQLException if it failed. It does not have the error as its cause, because
	 * another transaction is to blame for it, and this one may be tried again.
	 */
	void await() throws SQLException {
		boolean interrupted = false;
		while (true) {
			try {
				this.over.await();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (this.failure != null) {
			SQLException shared = new SQLTransientException(
					"the commit failed that this transaction shared with others: " + this.failure.getMessage());
			shared.addSuppressed(this.failure);
			throw shared;
		}
	}

}
