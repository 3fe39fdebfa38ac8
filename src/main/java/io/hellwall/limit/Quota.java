package io.hellwall.limit;

import java.time.Duration;

/**
 * What a network may do in a window, and what is left of that.
 *
 * @param limit how often in a whole window
 * @param window its length, in whole seconds
 * @param remaining how often still
 * @param reset how long until all of the limit is there again
 */
public record Quota(long limit, Duration window, long remaining, Duration reset) {

	Quota withOneMore() {
		return new Quota(this.limit, this.window, Math.min(this.remaining + 1, this.limit), this.reset);
	}

}
