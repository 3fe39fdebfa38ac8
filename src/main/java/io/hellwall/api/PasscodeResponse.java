package io.hellwall.api;

import java.time.Instant;

import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.passcode.RequestResult;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.swagger.v3.oas.annotations.media.Schema;

import org.springframework.http.ResponseEntity;

@Schema(description = "A passcode is on its way.")
record PasscodeResponse(@Schema(example = "Passcode is sent", description = "For people.") String message,
		@Schema(example = "2026-11-22T12:03:00Z", description = "When the passcode expires.") Instant expiresAt,
		@Schema(example = "180", description = "Seconds until the passcode expires.") long expiresIn) {

	/**
	 * The answer to a request for a passcode.
	 * @param refusal for whoever has not proved who he is
	 */
	static ResponseEntity<?> of(RequestResult result, Refusal refusal) {
		return switch (result) {
			case Sent sent -> accepted("Passcode is sent", sent);
			case Busy busy -> Problems.of(Refusal.BUSY);
			case Denied denied -> Problems.of(refusal);
			case TooSoon soon -> Problems.of(Refusal.PASSCODE_RECENTLY_SENT, soon.retryAfter());
			case TooManyMails many -> Problems.of(Refusal.TOO_MANY_REQUESTS, many.retryAfter());
			case MailUnavailable unavailable -> Problems.of(Refusal.MAIL_UNAVAILABLE);
		};
	}

	/** The answer where nobody is told whether a passcode was mailed. */
	static ResponseEntity<?> maybe(Sent sent) {
		return accepted("A mail is sent, if the address may have one", sent);
	}

	private static ResponseEntity<?> accepted(String message, Sent sent) {
		return ResponseEntity.accepted()
			.body(new PasscodeResponse(message, sent.expiresAt(), sent.expiresIn().toSeconds()));
	}

}
