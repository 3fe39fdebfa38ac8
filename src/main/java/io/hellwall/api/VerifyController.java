package io.hellwall.api;

import java.util.List;

import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.metrics.Edge;
import io.hellwall.token.BaseToken;
import io.hellwall.session.Sessions;
import io.hellwall.token.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;
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
@Tag(name = "Tokens",
		description = "For the systems behind the login: does a token still belong to this device and network?")
class VerifyController {

	private final Sessions sessions;

	private final TokenForm form;

	VerifyController(Sessions sessions, TokenForm form) {
		this.sessions = sessions;
		this.form = form;
	}

	@Operation(operationId = "verify", summary = "Verify a token",
			description = "Says whether a request comes from the person, the device and the network that logged in."
					+ " `authorized`: serve the request. `renew`: serve it too, and give the client the new token."
					+ " 401: refuse the request; the client has to log in again.",
			responses = @ApiResponse(responseCode = "200", description = "The request may be served.",
					content = @Content(schema = @Schema(implementation = VerifyResponse.class))))
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.STEP_UP_REQUIRED })
	@PostMapping(path = "/verify", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> verify(@Valid @RequestBody VerifyRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> switch (this.sessions.verify(request.token(), device, Edge.API)) {
					case Authorized authorized -> ResponseEntity.ok(VerifyResponse.of(authorized));
					case Renewed renewed -> ResponseEntity.ok(VerifyResponse.of(renewed, this.form));
					case StepUpRequired required -> Problems.of(Refusal.STEP_UP_REQUIRED);
					case Unauthorized unauthorized -> Problems.of(Refusal.UNAUTHORIZED);
				});
	}

	@Schema(description = "A token, the device it comes from, and what the client is about to do.")
	record VerifyRequest(@NotNull(message = Required.MESSAGE) BaseToken token,
			@NotNull(message = Required.MESSAGE) MacAddress mac,
			@Schema(example = "GET /orders",
					description = "What the client is about to do. It has no influence on the answer.") @Printable @Nullable String request,
			@Schema(example = "[\"42\"]",
					description = "More about the request. It has no influence on the answer.") @Nullable List<@NotNull(
							message = Required.MESSAGE) @Printable String> data,
			@Nullable IpAddress ip) {
	}

}
