package io.hellwall.selfservice;

/** Why somebody who proved to hold an account could not change it. For the audit log. */
enum ChangeFailure {

	WRONG_PASSCODE_OF_NEW_ADDRESS,

	ADDRESS_TAKEN,

	/** Another change was faster. */
	CHANGED_MEANWHILE

}
