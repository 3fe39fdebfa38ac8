package io.hellwall.selfservice;

import io.hellwall.password.PasswordFault;

/** The result of a change that somebody wants to make to an account. */
public sealed interface ChangeResult {

	/** It is done, and all sessions of the account have ended. */
	record Changed() implements ChangeResult {
	}

	/**
	 * The same for every reason, also when another change was faster. Only the audit log
	 * tells the reason.
	 */
	record Denied() implements ChangeResult {
	}

	/** The new password is not accepted. Nothing was counted or spent. */
	record PasswordRefused(PasswordFault fault) implements ChangeResult {
	}

	/**
	 * Another account has the new address. Only who reads its mail is told.
	 */
	record AddressTaken() implements ChangeResult {
	}

	/** Too many passwords wait to be hashed. Nothing was counted or spent. */
	record Busy() implements ChangeResult {
	}

}
