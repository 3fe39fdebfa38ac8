package io.hellwall.chain;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the whole audit chain found.
 *
 * @param rows how many rows of the chain were checked
 * @param waiting how many are not in the chain yet
 * @param began when it began; null if none has
 * @param head where it ends; null if none has begun
 * @param findings what was done to it: empty if nothing was, and the first hundred at
 * most
 */
public record ChainReport(long rows, long waiting, @Nullable ChainBegin began, @Nullable ChainHead head,
		List<Finding> findings) {

	/** Somebody removed, changed or added rows without this service. */
	public boolean broken() {
		return !this.findings.isEmpty();
	}

	/**
	 * One place where the chain does not hold.
	 *
	 * @param seq the place in the chain; 0 for what has none
	 * @param text what is wrong, for people
	 */
	public record Finding(Kind kind, long seq, String text) {
	}

	public enum Kind {

		/** Rows are missing. */
		REMOVED,

		/** A row says something else than when it was sealed. */
		CHANGED,

		/** A row was not written by this service. */
		INSERTED,

		/** The row that says where the chain begins and ends was changed or removed. */
		ENDS,

		/** The chain is another one than the one that somebody noted. */
		OTHER

	}

}
