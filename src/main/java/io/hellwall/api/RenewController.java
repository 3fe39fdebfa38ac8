package io.hellwall.api;

import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Sessions;
import io.hellwall.token.TokenForm;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tokens")
class RenewController {

	private final Sessions sessions;

	private final TokenForm form;

	RenewController(Sessions sessions, TokenForm form) {
		this.sessions = sessions;
		this.form = form;
	}

	@Operation(operationId = "renew", summary = "Renew a token",
			description = "Replaces a token by its successor, whether it has expired or not."
					+ " A client that loses the answer asks again and gets the same successor.",
			responses = @ApiResponse(responseCode = "200", description = "The successor.",
					content = @Content(schema = @Schema(implementation = TokenResponse.class))))
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.STEP_UP_REQUIRED })
	@PostMapping(path = "/renew", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> renew(@Valid @RequestBody TokenRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> switch (this.sessions.renew(request.token(), device, Edge.API)) {
					case Renewed renewed -> ResponseEntity.ok(TokenResponse.of(renewed.successor(), this.form));
					case StepUpRequired required -> Problems.of(Refusal.STEP_UP_REQUIRED);
					case Unauthorized unauthorized -> Problems.of(Refusal.UNAUTHORIZED);
				});
	}

}
