package io.hellwall.account;

import io.hellwall.password.PasswordFault;

/** The result of creating an account. */
public sealed interface CreateResult {

	record Created(Account account) implements CreateResult {
	}

	/** Another account has this address, perhaps in another spelling. */
	record EmailTaken() implements CreateResult {
	}

	/** The password is not accepted. */
	record PasswordRefused(PasswordFault fault) implements CreateResult {
	}

	/** Too many passwords wait to be hashed. Nothing was done. */
	record Busy() implements CreateResult {
	}

}
