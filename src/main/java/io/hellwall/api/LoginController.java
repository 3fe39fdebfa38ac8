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
import io.hellwall.metrics.Edge;
import io.hellwall.passcode.Passcode;
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.LoginResult.PasswordChangeRequired;
import io.hellwall.login.Logins;
import io.hellwall.password.Password;
import io.hellwall.token.TokenForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Login")
class LoginController {

	private final Logins logins;

	private final TokenForm form;

	LoginController(Logins logins, TokenForm form) {
		this.logins = logins;
		this.form = form;
	}

	@Operation(operationId = "login", summary = "Log in",
			description = "Exchanges a password and a passcode for a token of this device. A passcode works once.",
			responses = @ApiResponse(responseCode = "200", description = "Logged in.",
					content = @Content(schema = @Schema(implementation = TokenResponse.class))))
	@Refuses({ Refusal.INVALID_CREDENTIALS, Refusal.PASSWORD_CHANGE_REQUIRED, Refusal.BUSY })
	@PostMapping(path = "/login", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> login(@Valid @RequestBody LoginRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> switch (this.logins.login(request.email(),
				request.password(), request.phone(), request.passcode(), device, Edge.API)) {
			case LoggedIn in -> ResponseEntity.ok(TokenResponse.of(in.token(), this.form));
			case Busy busy -> Problems.of(Refusal.BUSY);
			case PasswordChangeRequired change -> Problems.of(Refusal.PASSWORD_CHANGE_REQUIRED);
			case Denied denied -> Problems.of(Refusal.INVALID_CREDENTIALS);
		});
	}

	@Schema(description = "Who logs in, on which device.")
	record LoginRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
			@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password,
			@NotNull(message = Required.MESSAGE) Passcode passcode, @Nullable PhoneNumber phone,
			@Nullable IpAddress ip) {
	}

}
