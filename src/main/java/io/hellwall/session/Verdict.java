package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;

/** What a token is worth. */
public sealed interface Verdict {

	/** All that a request for a successor can end in. */
	sealed interface Renewal extends Verdict {

	}

	/**
	 * It is good.
	 *
	 * @param expiresIn how long it will be
	 */
	record Authorized(AccountId account, EmailAddress email, SessionId session, Instant expiresAt,
			Duration expiresIn) implements Verdict {
	}

	/** It was good, and the client goes on with its successor. */
	record Renewed(AccountId account, EmailAddress email, IssuedToken successor) implements Renewal {
	}

	/** Unknown here, for another device or network, ended, too old, or used twice. */
	record Unauthorized() implements Renewal {
	}

}
