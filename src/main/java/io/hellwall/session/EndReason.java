package io.hellwall.session;

/** Why a session ended before its maximum age. Stored by name. */
enum EndReason {

	LOGOUT, REUSE

}
