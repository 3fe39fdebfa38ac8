package io.hellwall.gateway;

import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.http.Refusal;
import io.hellwall.session.Inspection;
import io.hellwall.session.Inspection.Expired;
import io.hellwall.session.Verdict;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.token.BaseToken;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;

/** Whether a token is good for a proxy, which asks to renew it or not to. */
sealed interface Decision {

	/**
	 * It is.
	 *
	 * @param next its successor; null if it is not renewed
	 */
	record Good(AccountId account, EmailAddress email, SessionId session, Instant expiresAt,
			@Nullable BaseToken next) implements Decision {
	}

	/** It is not. */
	record Bad(Refusal refusal) implements Decision {
	}

	static Decision of(Verdict verdict) {
		return switch (verdict) {
			case Authorized it -> new Good(it.account(), it.email(), it.session(), it.expiresAt(), null);
			case Renewed(AccountId account, EmailAddress email, IssuedToken next) ->
				new Good(account, email, next.session(), next.expiresAt(), next.token());
			case Verdict.StepUpRequired required -> new Bad(Refusal.STEP_UP_REQUIRED);
			case Verdict.Unauthorized unauthorized -> new Bad(Refusal.UNAUTHORIZED);
		};
	}

	static Decision of(Inspection inspection) {
		return switch (inspection) {
			case Inspection.Good it -> new Good(it.account(), it.email(), it.session(), it.expiresAt(), null);
			case Expired expired -> new Bad(Refusal.UNAUTHORIZED);
			case Inspection.StepUpRequired required -> new Bad(Refusal.STEP_UP_REQUIRED);
			case Inspection.Unauthorized unauthorized -> new Bad(Refusal.UNAUTHORIZED);
		};
	}

}
