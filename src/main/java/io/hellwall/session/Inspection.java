package io.hellwall.session;

import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.token.SessionId;

/** What a token is worth for somebody who only looks at it, and changes nothing. */
public sealed interface Inspection {

	/**
	 * The token is good. It may be replaced already, as long as requests with it may be
	 * under way.
	 *
	 * @param generation 0 for the first token of its session, one more for each successor
	 */
	record Good(AccountId account, EmailAddress email, SessionId session, int generation,
			Instant expiresAt) implements Inspection {
	}

	/** The token has expired, and whoever holds it may have its successor. */
	record Expired(AccountId account, EmailAddress email, SessionId session) implements Inspection {
	}

	/** The token is good, but not in this network, where a mailed passcode is needed. */
	record StepUpRequired() implements Inspection {
	}

	/** Unknown, for another device or network, ended, too old, or a copy. */
	record Unauthorized() implements Inspection {
	}

}
