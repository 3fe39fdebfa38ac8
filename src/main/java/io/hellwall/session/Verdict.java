package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;

/** The decision about a token. */
public sealed interface Verdict {

	/** The decisions about a request for a successor. */
	sealed interface Renewal extends Verdict {

	}

	/**
	 * The token is good.
	 *
	 * @param expiresIn how long it stays good
	 */
	record Authorized(AccountId account, EmailAddress email, SessionId session, Instant expiresAt,
			Duration expiresIn) implements Verdict {
	}

	/** The token is good but replaced. The client goes on with its successor. */
	record Renewed(AccountId account, EmailAddress email, IssuedToken successor) implements Renewal {
	}

	/**
	 * The token is good, but not in this network. A mailed passcode lets its session go
	 * on there.
	 */
	record StepUpRequired() implements Renewal {
	}

	/** Unknown, for another device or network, ended, too old, or a copy. */
	record Unauthorized() implements Renewal {
	}

}
