package io.hellwall.passcode;

/**
 * The one thing that a passcode is good for. Stored by name: add names, but never change
 * one.
 */
public enum PasscodePurpose {

	/**
	 * To log in, to step up, or to change the account. A password or a token is needed
	 * besides it.
	 */
	LOGIN,

	/** To choose a new password instead of a forgotten one. */
	RESET,

	/** To create an account. */
	REGISTRATION,

	/** To become the address of an account. */
	NEW_ADDRESS

}
