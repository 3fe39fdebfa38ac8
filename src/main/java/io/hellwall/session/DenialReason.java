package io.hellwall.session;

/** Why a token was refused. For the audit log; never for the client. */
enum DenialReason {

	UNKNOWN_TOKEN, SESSION_OVER

}
