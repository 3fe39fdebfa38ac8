package io.hellwall.passcode;

/**
 * Whether a passcode was accepted. Why it was not is for the audit log only.
 */
public enum Redemption {

	/** It was good and is spent now. */
	REDEEMED,

	/** The password was wrong, so no passcode was looked at. */
	NOT_EVALUATED,

	/**
	 * No passcode is live: none was issued, or it expired, was used, or had too many
	 * guesses.
	 */
	NO_LIVE_PASSCODE,

	/** It is the right one, but was used before. This is no guess. */
	SPENT_PASSCODE,

	/** Another passcode is live. The attempt is counted. */
	WRONG_PASSCODE,

	/** Too many guesses failed in a row, so that only a long passcode is accepted. */
	SHORT_PASSCODE

}
