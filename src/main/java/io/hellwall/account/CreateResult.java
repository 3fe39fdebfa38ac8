package io.hellwall.account;

/** What came of creating an account. */
public sealed interface CreateResult {

	record Created(Account account) implements CreateResult {
	}

	/** Another account has this address, in whatever spelling. */
	record EmailTaken() implements CreateResult {
	}

	/**
	 * The password has fewer characters than a new one needs.
	 *
	 * @param minLength how many it needs
	 */
	record PasswordTooShort(int minLength) implements CreateResult {
	}

	/** The password is one of those that are guessed first. */
	record PasswordTooCommon() implements CreateResult {
	}

	/** Too many passwords wait to be hashed; nothing was done. */
	record Busy() implements CreateResult {
	}

}
