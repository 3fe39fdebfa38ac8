package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import io.hellwall.selfservice.Credentials;
import io.hellwall.selfservice.HolderChanges;
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
@Tag(name = "Account",
		description = "For the holder of an account. Each call needs what a login needs: the password and a passcode"
				+ " from POST /passcode. It ends all sessions, and the holder is told by mail.")
@RequestMapping(path = "/account", consumes = MediaType.APPLICATION_JSON_VALUE)
class HolderController {

	private static final String DONE = "It is done, and all sessions are ended.";

	private final HolderChanges changes;

	HolderController(HolderChanges changes) {
		this.changes = changes;
	}

	@Operation(operationId = "changePassword", summary = "Change the password",
			description = "Gives the account another password.",
			responses = @ApiResponse(responseCode = "204", description = DONE, content = @Content))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping("/password")
	ResponseEntity<?> password(@Valid @RequestBody PasswordChangeRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> ChangeResponse.of(this.changes.changePassword(
				new Credentials(request.email(), request.password(), request.phone(), request.passcode(), device),
				request.newPassword())));
	}

	@Operation(operationId = "changeEmail", summary = "Change the e-mail address",
			description = "Gives the account another address: first POST /account/email/passcode, then POST /passcode,"
					+ " then this call with both passcodes.",
			responses = @ApiResponse(responseCode = "204", description = DONE, content = @Content))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.CONFLICT, Refusal.BUSY })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping("/email")
	ResponseEntity<?> email(@Valid @RequestBody EmailChangeRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> ChangeResponse.of(this.changes.changeEmail(
				new Credentials(request.email(), request.password(), request.phone(), request.passcode(), device),
				request.newEmail(), request.newEmailPasscode())));
	}

	@Operation(operationId = "changePhone", summary = "Change the phone number",
			description = "Gives the account another phone number, or none.",
			responses = @ApiResponse(responseCode = "204", description = DONE, content = @Content))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping("/phone")
	ResponseEntity<?> phone(@Valid @RequestBody PhoneChangeRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> ChangeResponse.of(this.changes.changePhone(
				new Credentials(request.email(), request.password(), request.phone(), request.passcode(), device),
				request.newPhone())));
	}

	@Operation(operationId = "deleteAccount", summary = "Delete the account",
			description = "Deletes the account for good. The audit log keeps its id.",
			responses = @ApiResponse(responseCode = "204", description = DONE, content = @Content))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.BUSY })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@PostMapping("/delete")
	ResponseEntity<?> delete(@Valid @RequestBody HolderRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> ChangeResponse.of(this.changes.delete(request.credentials(device))));
	}

	@Schema(description = "Who wants another password, on which device.")
	record PasswordChangeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password,
			@NotNull(message = Required.MESSAGE) Passcode passcode,
			@Schema(minLength = 15, description = ChangeResponse.NEW_PASSWORD,
					example = "a quiet walk along the shore") @NotNull(message = Required.MESSAGE) Password newPassword,
			@Nullable PhoneNumber phone, @Nullable IpAddress ip) {
	}

	@Schema(description = "Who wants another e-mail address, on which device.")
	record EmailChangeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password,
			@NotNull(message = Required.MESSAGE) Passcode passcode,
			@Schema(description = "The new address.",
					example = "alice@example.net") @NotNull(message = Required.MESSAGE) EmailAddress newEmail,
			@Schema(description = "Passcode from the mail to the new address.",
					example = "K7M2QXW4RT8ZB3NH") @NotNull(message = Required.MESSAGE) Passcode newEmailPasscode,
			@Nullable PhoneNumber phone, @Nullable IpAddress ip) {
	}

	@Schema(description = "Who wants another phone number, on which device.")
	record PhoneChangeRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password,
			@NotNull(message = Required.MESSAGE) Passcode passcode,
			@Schema(description = "The new number. Leave it out to have none.",
					example = "+4930654321") @Nullable PhoneNumber newPhone,
			@Nullable PhoneNumber phone, @Nullable IpAddress ip) {
	}

}
