package io.hellwall.account;

/**
 * How many accounts there are.
 *
 * @param total with those that are disabled
 */
public record AccountCounts(long total, long disabled) {

	public long active() {
		return this.total - this.disabled;
	}

}
