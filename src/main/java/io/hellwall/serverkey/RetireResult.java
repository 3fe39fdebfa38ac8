package io.hellwall.serverkey;

/** What became of the wish to retire a server key. */
public sealed interface RetireResult {

	/**
	 * It is retired.
	 *
	 * @param sessions how many sessions have ended
	 * @param inSettings whether somebody has to remove it from the settings now
	 */
	record Retired(long sessions, boolean inSettings) implements RetireResult {
	}

	/** That many live sessions need it, and nobody said that they may end. */
	record Needed(long sessions) implements RetireResult {
	}

	/** It is the active key. */
	record Active() implements RetireResult {
	}

	/** There is no such key. */
	record Unknown() implements RetireResult {
	}

	/** The chain of the audit is broken, and can be checked with the key only. */
	record NeededByAudit() implements RetireResult {
	}

}
