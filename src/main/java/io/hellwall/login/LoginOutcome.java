package io.hellwall.login;

import java.util.Locale;

import io.hellwall.guess.PasswordCheck;
import io.hellwall.metrics.Labels;
import io.hellwall.passcode.Redemption;
import io.micrometer.core.instrument.Tags;

/** How a login ended, and why. For the audit log, by name, and for the operator. */
enum LoginOutcome implements Labels {

	GRANTED,

	/** Whoever asked proved everything, but the password has to be changed first. */
	PASSWORD_EXPIRED,

	UNKNOWN_ACCOUNT, WRONG_CREDENTIALS, ORIGIN_WAITS, NO_LIVE_PASSCODE, SPENT_PASSCODE, WRONG_PASSCODE, SHORT_PASSCODE;

	/** Why the password or the passcode is refused. */
	static LoginOutcome refused(PasswordCheck check, Redemption redemption) {
		if (!check.right()) {
			return switch (check.failure()) {
				case UNKNOWN_ACCOUNT -> UNKNOWN_ACCOUNT;
				case WRONG_CREDENTIALS -> WRONG_CREDENTIALS;
				case ORIGIN_WAITS -> ORIGIN_WAITS;
			};
		}
		return switch (redemption) {
			case SPENT_PASSCODE -> SPENT_PASSCODE;
			case WRONG_PASSCODE -> WRONG_PASSCODE;
			case SHORT_PASSCODE -> SHORT_PASSCODE;
			case NO_LIVE_PASSCODE, NOT_EVALUATED, REDEEMED -> NO_LIVE_PASSCODE;
		};
	}

	@Override
	public Tags tags() {
		return (this == GRANTED) ? Tags.of("outcome", "granted", "reason", NONE)
				: Tags.of("outcome", "denied", "reason", name().toLowerCase(Locale.ROOT));
	}

}
