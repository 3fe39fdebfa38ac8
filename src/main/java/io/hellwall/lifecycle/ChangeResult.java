package io.hellwall.lifecycle;

import io.hellwall.account.Account;

/** The result of changing an account. */
public sealed interface ChangeResult {

	/**
	 * The account is as it was wanted, perhaps because it was so before.
	 *
	 * @param account as it is now
	 */
	record Changed(Account account) implements ChangeResult {
	}

	/** There is no such account. */
	record Unknown() implements ChangeResult {
	}

	/** The account has another version than expected. Nothing was changed. */
	record Outdated() implements ChangeResult {
	}

	/** Another account has this address, perhaps in another spelling. */
	record EmailTaken() implements ChangeResult {
	}

}
