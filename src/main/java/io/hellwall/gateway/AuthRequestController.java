package io.hellwall.gateway;

import io.hellwall.gateway.Outcome.Allowed;
import io.hellwall.gateway.Outcome.Denied;
import io.hellwall.gateway.Outcome.Unclear;
import io.hellwall.gateway.Outcome.Undecided;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For proxies that take anything but 2xx, 401 and 403 for an error. */
@RestController
@Tag(name = GatewayDoc.TAG, description = GatewayDoc.TAG_DESCRIPTION)
class AuthRequestController {

	private final Gate gate;

	private final SignInRedirect signIn;

	AuthRequestController(Gate gate, SignInRedirect signIn) {
		this.gate = gate;
		this.signIn = signIn;
	}

	@Operation(operationId = "authRequest", summary = "Answer nginx and HAProxy",
			description = GatewayDoc.QUESTION
					+ " A refusal is 401, and its `Location` the sign-in page, if there is one."
					+ " If the store is away, it is 401 `undecided`, without `Location`, with `Retry-After`.")
	@Parameter(name = "X-Original-URL", in = ParameterIn.HEADER, required = true,
			description = "Address that the client asked for, with scheme and host.",
			schema = @Schema(type = "string", example = "https://app.example.com/orders?id=42"))
	@Parameter(name = "X-Original-Method", in = ParameterIn.HEADER, required = true,
			description = "Method of that request.", schema = @Schema(type = "string", example = "GET"))
	@GatewayDoc.Credentials
	@GatewayDoc.Renewal
	@GatewayDoc.Yes
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.STEP_UP_REQUIRED, Refusal.UNDECIDED, Refusal.NOT_A_PROXY,
			Refusal.UNCLEAR_REQUEST })
	@GetMapping("/gateway/auth-request")
	ResponseEntity<?> ask(HttpServletRequest request, Caller caller) {
		return switch (this.gate.ask(Question.ofAuthRequest(request), request, caller)) {
			case Allowed allowed -> ResponseEntity.ok().headers(allowed.headers()).build();
			case Denied denied -> this.signIn.problem(denied);
			case Undecided undecided -> Problems.of(Refusal.UNDECIDED);
			case Unclear unclear -> Problems.of(unclear.refusal());
		};
	}

}
