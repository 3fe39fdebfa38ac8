package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

/** What came of asking for a passcode. */
public sealed interface RequestResult {

	/**
	 * The mail server took it.
	 *
	 * @param expiresAt from when on it is refused
	 * @param expiresIn how long that is from now
	 */
	record Sent(Instant expiresAt, Duration expiresIn) implements RequestResult {
	}

	/** Unknown account, wrong password or another phone number. */
	record Denied() implements RequestResult {
	}

	/** The account was mailed a passcode just now. */
	record TooSoon(Duration retryAfter) implements RequestResult {
	}

	/** No passcode is live; asking again need not wait. */
	record MailUnavailable() implements RequestResult {
	}

	/** Too many passwords wait to be checked; nothing was counted or spent. */
	record Busy() implements RequestResult {
	}

}
