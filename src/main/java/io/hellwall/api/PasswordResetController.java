package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import io.hellwall.selfservice.ForgottenPasswords;
import io.hellwall.selfservice.PasswordResets;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Forgotten password", description = "A passcode by mail, then a new password.")
@RequestMapping(path = "/password-reset", consumes = MediaType.APPLICATION_JSON_VALUE)
class PasswordResetController {

	private final PasswordResets resets;

	private final ForgottenPasswords passwords;

	PasswordResetController(PasswordResets resets, ForgottenPasswords passwords) {
		this.resets = resets;
		this.passwords = passwords;
	}

	@Operation(operationId = "requestPasswordReset", summary = "Mail a passcode for a new password",
			description = "Mails a passcode of 16 characters for this device to the address, if an active account has it."
					+ " The answer is always the same.",
			responses = @ApiResponse(responseCode = "202",
					description = "A passcode is on its way, if there is such an account.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> request(@Valid @RequestBody PasswordResetRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> PasscodeResponse.maybe(this.resets.request(request.email(), device)));
	}

	@Operation(operationId = "confirmPasswordReset", summary = "Choose a new password",
			description = "Exchanges the passcode from the mail for a new password, and ends all sessions of the account.",
			responses = @ApiResponse(responseCode = "204",
					description = "The account has the new password. Log in with it.", content = @Content))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping("/confirm")
	ResponseEntity<?> confirm(@Valid @RequestBody NewPasswordRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> ChangeResponse
			.of(this.passwords.choose(request.email(), request.passcode(), request.newPassword(), device)));
	}

	@Schema(description = "Who forgot the password, on which device.")
	record PasswordResetRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email, @Nullable IpAddress ip) {
	}

	@Schema(description = "Who has the passcode from the mail, and the new password.")
	record NewPasswordRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Passcode passcode,
			@Schema(minLength = 15, description = ChangeResponse.NEW_PASSWORD,
					example = "a quiet walk along the shore") @NotNull(message = Required.MESSAGE) Password newPassword,
			@Nullable IpAddress ip) {
	}

}
