package io.hellwall.guess;

import io.hellwall.account.AccountId;

/**
 * An attempt at a password, which is counted already.
 *
 * @param account the account, or what stands for it where there is none
 * @param origin where it comes from
 * @param waits whether the origin has to wait, so that the attempt must not be evaluated
 * @param strangersFailures how many attempts of all strangers failed in a row, this one
 * included unless it waits; 0 if it comes from a known place
 */
public record Attempt(AccountId account, GuessOrigin origin, boolean waits, int strangersFailures) {

	/** After so many failures of strangers no stranger learns whether he was right. */
	static final int UNGUARDED_FAILURES = 100;

	/**
	 * Whether so many guesses of strangers failed before that the answer must not tell
	 * whether this one is right. Never from a known place.
	 */
	public boolean guarded() {
		int before = this.waits ? this.strangersFailures : this.strangersFailures - 1;
		return before >= UNGUARDED_FAILURES;
	}

	/** Whether this is the attempt with which the account became guarded. */
	public boolean beginsGuard() {
		return !this.waits && this.strangersFailures == UNGUARDED_FAILURES + 1;
	}

}
