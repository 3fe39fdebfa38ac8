package io.hellwall.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A queue for something that one thread at a time may use. The turn is handed from one
 * thread to the next, in the order in which they came, and is never free while somebody
 * waits: so a thread that hands it over knows that another one has it.
 */
final class Turns {

	private final Deque<CountDownLatch> waiting = new ArrayDeque<>();

	private boolean taken;

	/**
	 * Waits for the turn.
	 * @return whether it is the caller's; false if it did not come in time
	 * @throws InterruptedException if the caller was interrupted while it waited, and so
	 * has no turn
	 */
	boolean take(Duration longest) throws InterruptedException {
		CountDownLatch mine = new CountDownLatch(1);
		synchronized (this) {
			if (!this.taken) {
				this.taken = true;
				return true;
			}
			this.waiting.add(mine);
		}
		try {
			return mine.await(longest.toNanos(), TimeUnit.NANOSECONDS) || !leave(mine);
		}
		catch (InterruptedException ex) {
			if (leave(mine)) {
				throw ex;
			}
			Thread.currentThread().interrupt();
			return true; // it was handed over meanwhile
		}
	}

	/** False if the turn was handed to the caller already. It has to take it then. */
	private synchronized boolean leave(CountDownLatch mine) {
		return this.waiting.remove(mine);
	}

	/**
	 * Hands the turn to the thread that has waited longest.
	 * @return false if nobody waits; then the caller keeps it
	 */
	synchronized boolean handOver() {
		CountDownLatch next = this.waiting.poll();
		if (next != null) {
			next.countDown();
		}
		return next != null;
	}

	/** How many threads wait. */
	synchronized int waiting() {
		return this.waiting.size();
	}

	/** Hands the turn over, or leaves it to whoever comes next. */
	synchronized void end() {
		this.taken = handOver();
	}

}
