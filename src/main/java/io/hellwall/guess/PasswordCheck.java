package io.hellwall.guess;

import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt at a password.
 *
 * @param candidate whom the address names
 * @param attempt the attempt, as it was counted
 * @param account the account, if the password was evaluated and is right; else null
 */
public record PasswordCheck(Candidate candidate, Attempt attempt, @Nullable Account account) {

	public boolean right() {
		return this.account != null;
	}

	/** The account that the address names, for the audit log; null if there is none. */
	public @Nullable UUID named() {
		return this.candidate.account().map((it) -> it.id().value()).orElse(null);
	}

	/** Why it is not right, for the audit log. */
	public PasswordFailure failure() {
		if (named() == null) {
			return PasswordFailure.UNKNOWN_ACCOUNT;
		}
		return this.attempt.waits() ? PasswordFailure.ORIGIN_WAITS : PasswordFailure.WRONG_CREDENTIALS;
	}

}
