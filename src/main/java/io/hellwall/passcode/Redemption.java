package io.hellwall.passcode;

/**
 * Whether a passcode was good. Anything but {@link #REDEEMED} is for the audit log only.
 */
public enum Redemption {

	/** It is spent now. */
	REDEEMED,

	/** None is live: never asked for, expired, used, or guessed at too often. */
	NO_LIVE_PASSCODE,

	/** Another one is live; the attempt is counted. */
	WRONG_PASSCODE,

	/** Too many failed before: it was not looked at. */
	TOO_MANY_GUESSES

}
