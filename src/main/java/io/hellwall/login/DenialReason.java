package io.hellwall.login;

/** Why a login was refused. For the audit log; never for the client. */
enum DenialReason {

	UNKNOWN_ACCOUNT, NO_LIVE_PASSCODE, WRONG_PASSCODE, TOO_MANY_GUESSES, WRONG_CREDENTIALS

}
