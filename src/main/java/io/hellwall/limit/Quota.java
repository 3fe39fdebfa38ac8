package io.hellwall.limit;

import java.time.Duration;

/**
 * The requests that a network may send in a window, and how many are left.
 *
 * @param limit the requests of a whole window
 * @param window the length of the window, in whole seconds
 * @param remaining the requests that are left
 * @param reset the time until all requests are available again
 */
public record Quota(long limit, Duration window, long remaining, Duration reset) {

	Quota withOneMore() {
		return new Quota(this.limit, this.window, Math.min(this.remaining + 1, this.limit), this.reset);
	}

}
