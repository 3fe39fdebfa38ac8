package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcodes;
import io.hellwall.password.Password;
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
			description = "Checks the password and mails a passcode for this device to the stored address of the account."
					+ " After many wrong passwords for an account, the answer is 202 for right and wrong ones alike.",
			responses = @ApiResponse(responseCode = "202",
					description = "The passcode is mailed, if the password is right.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.PASSCODE_RECENTLY_SENT, Refusal.BUSY, Refusal.MAIL_UNAVAILABLE })
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(path = "/passcode", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> passcode(@Valid @RequestBody PasscodeRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> PasscodeResponse.of(
						this.passcodes.request(request.email(), request.password(), request.phone(), device),
						Refusal.INVALID_CREDENTIALS));
	}

	@Schema(description = "Who wants a passcode, on which device.")
	record PasscodeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password, @Nullable PhoneNumber phone,
			@Nullable IpAddress ip) {
	}

}
