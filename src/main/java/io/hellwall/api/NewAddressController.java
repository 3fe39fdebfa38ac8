package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.password.Password;
import io.hellwall.selfservice.NewAddresses;
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
@Tag(name = "Account")
class NewAddressController {

	private final NewAddresses addresses;

	NewAddressController(NewAddresses addresses) {
		this.addresses = addresses;
	}

	@Operation(operationId = "requestNewEmailPasscode", summary = "Mail a passcode to a new address",
			description = "Checks the password and mails a passcode of 16 characters to the address that the account is to"
					+ " have. If the address belongs to another account, its holder gets a mail that says so instead; the"
					+ " answer is the same.",
			responses = @ApiResponse(responseCode = "202",
					description = "A mail is on its way, if the password is right.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.PASSCODE_RECENTLY_SENT, Refusal.BUSY })
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(path = "/account/email/passcode", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> passcode(@Valid @RequestBody NewAddressRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> PasscodeResponse.of(this.addresses.request(request.email(), request.password(),
						request.phone(), request.newEmail(), device), Refusal.INVALID_CREDENTIALS));
	}

	@Schema(description = "Who wants another e-mail address, on which device.")
	record NewAddressRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password,
			@Schema(description = "The new address.",
					example = "alice@example.net") @NotNull(message = Required.MESSAGE) EmailAddress newEmail,
			@Nullable PhoneNumber phone, @Nullable IpAddress ip) {
	}

}
