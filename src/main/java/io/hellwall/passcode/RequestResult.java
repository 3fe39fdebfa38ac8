package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

/** The result of a request for a passcode. */
public sealed interface RequestResult {

	/**
	 * The mail server accepted the mail; or it will get one after the answer if the
	 * password is right, and nobody is told whether it is.
	 *
	 * @param expiresAt when the passcode expires
	 * @param expiresIn the time until then
	 */
	record Sent(Instant expiresAt, Duration expiresIn) implements RequestResult {
	}

	/** Unknown account, wrong password or another phone number. */
	record Denied() implements RequestResult {
	}

	/** The account was mailed a passcode just now. */
	record TooSoon(Duration retryAfter) implements RequestResult {
	}

	/** From this network, or by all strangers, too many mails were asked for. */
	record TooManyMails(Duration retryAfter) implements RequestResult {
	}

	/** The mail was not sent, so no passcode is live. The next request need not wait. */
	record MailUnavailable() implements RequestResult {
	}

	/** Too many passwords wait to be checked. Nothing was counted or spent. */
	record Busy() implements RequestResult {
	}

}
