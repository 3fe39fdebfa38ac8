package io.hellwall.account;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Whom an address names: an account, or nobody. Guesses at both are counted, and cost the
 * same, so that nobody learns which it is.
 */
public final class Candidate {

	private final @Nullable StoredAccount stored;

	private final AccountId shadow;

	Candidate(@Nullable StoredAccount stored, AccountId shadow) {
		this.stored = stored;
		this.shadow = shadow;
	}

	/** What guesses are counted for: the account, or the shadow where there is none. */
	public AccountId id() {
		return account().map(Account::id).orElse(this.shadow);
	}

	/**
	 * An id that belongs to this address and to no account. Work that is done only to
	 * cost the same is done on it.
	 */
	public AccountId shadow() {
		return this.shadow;
	}

	/** The account, whether it is active or not. Not for the client. */
	public Optional<Account> account() {
		return Optional.ofNullable(this.stored).map(StoredAccount::toAccount);
	}

	@Nullable String passwordHash() {
		return (this.stored != null) ? this.stored.passwordHash() : null;
	}

}
