package io.hellwall.passcode;

/**
 * Whether a passcode was accepted. Why it was not is for the audit log only.
 */
public enum Redemption {

	/** It was good and is spent now. */
	REDEEMED,

	/**
	 * No passcode is live: none was issued, or it expired, was used, or had too many
	 * guesses.
	 */
	NO_LIVE_PASSCODE,

	/** Another passcode is live. The attempt is counted. */
	WRONG_PASSCODE,

	/** Too many guesses failed before, so this one was not checked. */
	TOO_MANY_GUESSES

}
