package io.hellwall.api;

import java.time.Instant;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PasscodeController {

	private final Passcodes passcodes;

	PasscodeController(Passcodes passcodes) {
		this.passcodes = passcodes;
	}

	@Operation(summary = "Mail a passcode", description = "To the stored address of the account, for this device.",
			responses = @ApiResponse(responseCode = "202", description = "The mail server took it",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(path = "/passcode", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> passcode(@Valid @RequestBody PasscodeRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> switch (this.passcodes
			.request(request.email(), request.password(), request.phone(), device)) {
			case Sent sent -> ResponseEntity.accepted()
				.body(new PasscodeResponse("Passcode is sent", sent.expiresAt(), sent.expiresIn().toSeconds()));
			case Busy busy -> Problems.of(Refusal.BUSY);
			case Denied denied -> Problems.of(Refusal.INVALID_CREDENTIALS);
			case TooSoon soon -> Problems.of(Refusal.TOO_MANY_REQUESTS, soon.retryAfter());
			case MailUnavailable unavailable -> Problems.of(Refusal.MAIL_UNAVAILABLE);
		});
	}

	record PasscodeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password, @Nullable PhoneNumber phone,
			@Nullable IpAddress ip) {
	}

	record PasscodeResponse(@Schema(example = "Passcode is sent") String message,
			@Schema(example = "2026-11-22T12:03:00Z") Instant expiresAt, @Schema(example = "180") long expiresIn) {
	}

}
