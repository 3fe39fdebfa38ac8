package io.hellwall.account;

/** The result of creating an account. */
public sealed interface CreateResult {

	record Created(Account account) implements CreateResult {
	}

	/** Another account has this address, perhaps in another spelling. */
	record EmailTaken() implements CreateResult {
	}

	/**
	 * The password has fewer characters than a new one needs.
	 *
	 * @param minLength how many it needs
	 */
	record PasswordTooShort(int minLength) implements CreateResult {
	}

	/** The password is easy to guess. */
	record PasswordTooCommon() implements CreateResult {
	}

	/** Too many passwords wait to be hashed. Nothing was done. */
	record Busy() implements CreateResult {
	}

}
