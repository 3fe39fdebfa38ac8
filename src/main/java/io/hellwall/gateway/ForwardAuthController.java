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

/** For proxies that hand a refusal to the client as it is. */
@RestController
@Tag(name = GatewayDoc.TAG)
class ForwardAuthController {

	private final Gate gate;

	private final SignInRedirect signIn;

	ForwardAuthController(Gate gate, SignInRedirect signIn) {
		this.gate = gate;
		this.signIn = signIn;
	}

	@Operation(operationId = "forwardAuth", summary = "Answer Caddy and Traefik",
			description = GatewayDoc.QUESTION + GatewayDoc.NO)
	@Parameter(name = "X-Forwarded-Method", in = ParameterIn.HEADER, required = true,
			description = "Method of the client's request.", schema = @Schema(type = "string", example = "GET"))
	@Parameter(name = "X-Forwarded-Proto", in = ParameterIn.HEADER, required = true,
			description = "Scheme of that request.", schema = @Schema(type = "string", example = "https"))
	@Parameter(name = "X-Forwarded-Host", in = ParameterIn.HEADER, required = true,
			description = "Host of that request.", schema = @Schema(type = "string", example = "app.example.com"))
	@Parameter(name = "X-Forwarded-Uri", in = ParameterIn.HEADER, required = true,
			description = "Path and query of that request.",
			schema = @Schema(type = "string", example = "/orders?id=42"))
	@GatewayDoc.Credentials
	@GatewayDoc.Renewal
	@GatewayDoc.Yes
	@GatewayDoc.Redirect
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.STEP_UP_REQUIRED, Refusal.NOT_A_PROXY, Refusal.UNCLEAR_REQUEST })
	@GetMapping("/gateway/forward-auth")
	ResponseEntity<?> ask(HttpServletRequest request, Caller caller) {
		return switch (this.gate.ask(Question.ofForwardAuth(request), request, caller)) {
			case Allowed allowed -> ResponseEntity.ok().headers(allowed.headers()).build();
			case Denied denied -> this.signIn.redirect(denied, request);
			case Undecided undecided -> Problems.of(Refusal.STORE_UNAVAILABLE);
			case Unclear unclear -> Problems.of(unclear.refusal());
		};
	}

}
