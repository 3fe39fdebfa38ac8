package io.hellwall.api;

import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.login.StepUps;
import io.hellwall.passcode.Passcode;
import io.hellwall.token.BaseToken;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tokens")
class StepUpController {

	private final StepUps stepUps;

	private final TokenForm form;

	StepUpController(StepUps stepUps, TokenForm form) {
		this.stepUps = stepUps;
		this.form = form;
	}

	@Operation(operationId = "requestStepUpPasscode", summary = "Mail a passcode to a session's holder",
			description = "For a token that was refused with `step-up-required`: mails a passcode for this device in its"
					+ " new network to the stored address of the account.",
			responses = @ApiResponse(responseCode = "202", description = "The passcode is mailed.",
					content = @Content(schema = @Schema(implementation = PasscodeResponse.class))))
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.PASSCODE_RECENTLY_SENT, Refusal.MAIL_UNAVAILABLE })
	@ResponseStatus(HttpStatus.ACCEPTED)
	@PostMapping(path = "/step-up/passcode", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> passcode(@Valid @RequestBody TokenRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(), (device) -> PasscodeResponse
			.of(this.stepUps.mailPasscode(request.token(), device), Refusal.UNAUTHORIZED));
	}

	@Operation(operationId = "stepUp", summary = "Go on in another network",
			description = "Exchanges a token and the passcode from the mail for the next token of the same session, which is"
					+ " bound to the network of this request. A passcode works once.",
			responses = @ApiResponse(responseCode = "200", description = "The session goes on here.",
					content = @Content(schema = @Schema(implementation = TokenResponse.class))))
	@Refuses(Refusal.UNAUTHORIZED)
	@PostMapping(path = "/step-up", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> stepUp(@Valid @RequestBody StepUpRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> this.stepUps.moveSession(request.token(), request.passcode(), device)
					.<ResponseEntity<?>>map((token) -> ResponseEntity.ok(TokenResponse.of(token, this.form)))
					.orElseGet(() -> Problems.of(Refusal.UNAUTHORIZED)));
	}

	@Schema(description = "A token, the device it is used on, and the passcode from the mail.")
	record StepUpRequest(@NotNull(message = Required.MESSAGE) BaseToken token,
			@NotNull(message = Required.MESSAGE) MacAddress mac, @NotNull(message = Required.MESSAGE) Passcode passcode,
			@Nullable IpAddress ip) {
	}

}
