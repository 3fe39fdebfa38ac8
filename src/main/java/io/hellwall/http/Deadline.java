package io.hellwall.http;

/**
 * When a client must be done. It goes by the machine's own time, as the timeouts of
 * sockets do; nothing of the business depends on it.
 *
 * @param nanos on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanos) {

	static Deadline in(long millis) {
		return after(System.nanoTime(), millis);
	}

	/** The given number of milliseconds after {@code nanos}. */
	static Deadline after(long nanos, long millis) {
		return new Deadline(nanos + millis * 1_000_000);
	}

	/** Milliseconds to go, rounded up; 0 if it is over. */
	long left() {
		return Math.max(0, Math.ceilDiv(this.nanos - System.nanoTime(), 1_000_000));
	}

}
