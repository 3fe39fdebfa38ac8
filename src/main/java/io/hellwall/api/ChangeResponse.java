package io.hellwall.api;

import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.selfservice.ChangeResult;
import io.hellwall.selfservice.ChangeResult.AddressTaken;
import io.hellwall.selfservice.ChangeResult.Busy;
import io.hellwall.selfservice.ChangeResult.Changed;
import io.hellwall.selfservice.ChangeResult.Denied;
import io.hellwall.selfservice.ChangeResult.PasswordRefused;

import org.springframework.http.ResponseEntity;

/** The answer to a change that somebody wants to make to an account. */
final class ChangeResponse {

	/** What is said of new passwords in the API document. */
	static final String NEW_PASSWORD = "At least 15 characters, or as many as `hellwall.password.min-length` says."
			+ " One that is guessed easily is refused.";

	private ChangeResponse() {
	}

	static ResponseEntity<?> of(ChangeResult result) {
		return switch (result) {
			case Changed changed -> ResponseEntity.noContent().build();
			case Denied denied -> Problems.of(Refusal.INVALID_CREDENTIALS);
			case PasswordRefused refused ->
				Problems.of(Refusal.INVALID_REQUEST, "newPassword " + refused.fault().message());
			case AddressTaken taken -> Problems.of(Refusal.CONFLICT, "newEmail belongs to another account");
			case Busy busy -> Problems.of(Refusal.BUSY);
		};
	}

}
