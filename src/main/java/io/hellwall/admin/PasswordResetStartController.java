package io.hellwall.admin;

import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.audit.Actor;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.selfservice.PasswordResets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
class PasswordResetStartController {

	private final PasswordResets resets;

	PasswordResetStartController(PasswordResets resets) {
		this.resets = resets;
	}

	@Operation(operationId = "startPasswordReset", summary = "Start a password reset",
			description = "Mails the holder a passcode for POST /password-reset/confirm. It is good on any device for a day."
					+ " Until then the password stays as it is; nobody but the holder chooses a new one.",
			responses = @ApiResponse(responseCode = "202", description = "The passcode is mailed.", content = @Content))
	@Refuses({ Refusal.NOT_FOUND, Refusal.CONFLICT, Refusal.MAIL_UNAVAILABLE })
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(path = "/admin/accounts/{id}/password-reset",
			produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	ResponseEntity<?> start(@Parameter(description = "Id of the account.",
			example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id, Actor by) {
		return switch (this.resets.start(new AccountId(id), by)) {
			case STARTED -> ResponseEntity.accepted().build();
			case NO_ACCOUNT -> Problems.of(Refusal.NOT_FOUND);
			case DISABLED -> Problems.of(Refusal.CONFLICT, "the account is disabled: enable it first");
			case MAIL_UNAVAILABLE -> Problems.of(Refusal.MAIL_UNAVAILABLE);
		};
	}

}
