package io.hellwall.session;

/** Why a token was refused. For the audit log; never for the client. */
enum DenialReason {

	UNKNOWN_TOKEN, SESSION_OVER,

	/** Its holder may renew it, but whoever asked may not. */
	EXPIRED,

	/** A good token was sent by another device. */
	WRONG_DEVICE,

	/** A good token was sent from a network that it is not bound to. */
	WRONG_NETWORK;

	/** Whether somebody may have a copy of the token. */
	boolean suspicious() {
		return this == WRONG_DEVICE || this == WRONG_NETWORK;
	}

}
