package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
import io.hellwall.selfservice.NewAccounts;
import io.hellwall.selfservice.RegistrationResult.Asked;
import io.hellwall.selfservice.RegistrationResult.Busy;
import io.hellwall.selfservice.RegistrationResult.Closed;
import io.hellwall.selfservice.RegistrationResult.Confirmed;
import io.hellwall.selfservice.RegistrationResult.Denied;
import io.hellwall.selfservice.RegistrationResult.DomainRefused;
import io.hellwall.selfservice.RegistrationResult.PasswordRefused;
import io.hellwall.selfservice.Registrations;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.TokenForm;
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
@Tag(name = "Registration",
		description = "For people who want an account, where `hellwall.registration.mode` allows it.")
@RequestMapping(path = "/register", consumes = MediaType.APPLICATION_JSON_VALUE,
		produces = MediaType.APPLICATION_JSON_VALUE)
class RegistrationController {

	private final Registrations registrations;

	private final NewAccounts accounts;

	private final TokenForm form;

	RegistrationController(Registrations registrations, NewAccounts accounts, TokenForm form) {
		this.registrations = registrations;
		this.accounts = accounts;
		this.form = form;
	}

	@Operation(operationId = "register", summary = "Ask for an account",
			description = "Mails a passcode of 16 characters for this device to the address. If the address has an account"
					+ " already, its holder gets a mail that says so instead; the answer is the same.",
			responses = @ApiResponse(responseCode = "202", description = "A mail is on its way.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@Refuses({ Refusal.NOT_FOUND, Refusal.BUSY })
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping
	ResponseEntity<?> register(@Valid @RequestBody RegistrationRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> switch (this.registrations
			.ask(request.email(), request.password(), request.phone(), device)) {
			case Asked(Sent sent) -> PasscodeResponse.maybe(sent);
			case Closed closed -> Problems.of(Refusal.NOT_FOUND);
			case DomainRefused domain ->
				Problems.of(Refusal.INVALID_REQUEST, "email is of a domain that may not register here");
			case PasswordRefused(PasswordFault fault) ->
				Problems.of(Refusal.INVALID_REQUEST, "password " + fault.message());
			case Busy busy -> Problems.of(Refusal.BUSY);
		});
	}

	@Operation(operationId = "confirmRegistration", summary = "Create the account",
			description = "Exchanges the passcode from the mail for an account, and logs its holder in.",
			responses = @ApiResponse(responseCode = "200", description = "The account exists and is logged in.",
					content = @Content(schema = @Schema(implementation = TokenResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.NOT_FOUND })
	@PostMapping("/confirm")
	ResponseEntity<?> confirm(@Valid @RequestBody ConfirmationRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> switch (this.accounts.confirm(request.email(), request.passcode(), device)) {
					case Confirmed(IssuedToken token) -> ResponseEntity.ok(TokenResponse.of(token, this.form));
					case Closed closed -> Problems.of(Refusal.NOT_FOUND);
					case Denied denied -> Problems.of(Refusal.INVALID_CREDENTIALS);
				});
	}

	@Schema(description = "Who wants an account, on which device.")
	record RegistrationRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@Schema(minLength = 15,
					description = ChangeResponse.NEW_PASSWORD) @NotNull(message = Required.MESSAGE) Password password,
			@Nullable PhoneNumber phone, @Nullable IpAddress ip) {
	}

	@Schema(description = "Who has the passcode from the mail.")
	record ConfirmationRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Passcode passcode, @Nullable IpAddress ip) {
	}

}
