package io.hellwall.gateway;

import io.hellwall.gateway.Outcome.Allowed;
import io.hellwall.gateway.Outcome.Denied;
import io.hellwall.gateway.Outcome.Unclear;
import io.hellwall.gateway.Outcome.Undecided;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** For Envoy, which repeats the request of the client under a path of ours. */
@RestController
@Tag(name = GatewayDoc.TAG)
class ExtAuthzController {

	private final Gate gate;

	private final SignInRedirect signIn;

	ExtAuthzController(Gate gate, SignInRedirect signIn) {
		this.gate = gate;
		this.signIn = signIn;
	}

	@Operation(operationId = "extAuthz", summary = "Answer Envoy", description = GatewayDoc.QUESTION
			+ " Method, path, query and `Host` are those of the client's request, with any method." + GatewayDoc.NO)
	@Parameter(name = "X-Forwarded-Proto", in = ParameterIn.HEADER, required = true,
			description = "Scheme of the client's request.", schema = @Schema(type = "string", example = "https"))
	@GatewayDoc.Credentials
	@GatewayDoc.Yes
	@GatewayDoc.Redirect
	@Refuses({ Refusal.UNAUTHORIZED, Refusal.STEP_UP_REQUIRED, Refusal.NOT_A_PROXY, Refusal.UNCLEAR_REQUEST })
	@GetMapping(Question.EXT_AUTHZ + "/{*path}")
	ResponseEntity<?> read(
			@Parameter(description = "Path of that request.",
					schema = @Schema(type = "string", example = "orders")) @PathVariable String path,
			HttpServletRequest request, Caller caller) {
		return ask(request, caller);
	}

	/** OPTIONS is named because Spring would answer it by itself. */
	@Hidden
	@RequestMapping(path = Question.EXT_AUTHZ + "/{*path}", method = { RequestMethod.POST, RequestMethod.PUT,
			RequestMethod.PATCH, RequestMethod.DELETE, RequestMethod.OPTIONS })
	ResponseEntity<?> change(HttpServletRequest request, Caller caller) {
		return ask(request, caller);
	}

	private ResponseEntity<?> ask(HttpServletRequest request, Caller caller) {
		return switch (this.gate.ask(Question.ofExtAuthz(request), request, caller)) {
			case Allowed allowed -> ResponseEntity.ok().headers(allowed.headers()).build();
			case Denied denied -> this.signIn.redirect(denied, request);
			case Undecided undecided -> Problems.of(Refusal.STORE_UNAVAILABLE);
			case Unclear unclear -> Problems.of(unclear.refusal());
		};
	}

}
