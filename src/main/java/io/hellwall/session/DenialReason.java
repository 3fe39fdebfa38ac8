package io.hellwall.session;

/** Why a login or a token was refused. For the audit log; never for the client. */
enum DenialReason {

	UNKNOWN_ACCOUNT, NO_LIVE_PASSCODE, WRONG_PASSCODE, TOO_MANY_GUESSES, WRONG_CREDENTIALS, UNKNOWN_TOKEN, SESSION_OVER

}
