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
import io.hellwall.http.Refuses;
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
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Login", description = "From a password to a token: first POST /passcode, then POST /login.")
class PasscodeController {

	private final Passcodes passcodes;

	PasscodeController(Passcodes passcodes) {
		this.passcodes = passcodes;
	}

	@Operation(operationId = "requestPasscode", summary = "Mail a passcode",
			description = "Checks the password and mails a passcode for this device to the stored address of the account.",
			responses = @ApiResponse(responseCode = "202", description = "The passcode is mailed.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY, Refusal.MAIL_UNAVAILABLE })
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

	@Schema(description = "Who wants a passcode, on which device.")
	record PasscodeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password, @Nullable PhoneNumber phone,
			@Nullable IpAddress ip) {
	}

	@Schema(description = "A passcode is on its way.")
	record PasscodeResponse(@Schema(example = "Passcode is sent", description = "For people.") String message,
			@Schema(example = "2026-11-22T12:03:00Z", description = "When the passcode expires.") Instant expiresAt,
			@Schema(example = "180", description = "Seconds until the passcode expires.") long expiresIn) {
	}

}
