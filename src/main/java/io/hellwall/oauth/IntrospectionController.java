package io.hellwall.oauth;

import io.hellwall.client.Client;
import io.hellwall.device.Device;
import io.hellwall.http.Caller;
import io.hellwall.http.Caller.Claim;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Inspection.Expired;
import io.hellwall.session.Inspection.Good;
import io.hellwall.session.Inspection.StepUpRequired;
import io.hellwall.session.Inspection.Unauthorized;
import io.hellwall.session.Sessions;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells what a token is worth (RFC 7662). It only looks: a token that has expired is not
 * active, and its holder renews it.
 */
@RestController
@Tag(name = OAuthDoc.TAG, description = OAuthDoc.TAG_DESCRIPTION)
@SecurityRequirement(name = ClientGate.SCHEME)
class IntrospectionController {

	private final ClientGate gate;

	private final Sessions sessions;

	private final TokenForm form;

	IntrospectionController(ClientGate gate, Sessions sessions, TokenForm form) {
		this.gate = gate;
		this.sessions = sessions;
		this.form = form;
	}

	@Operation(operationId = "introspectToken", summary = "Introspect a token",
			description = "Says whether a token is good on a device and in a network, and whose it is (RFC 7662)."
					+ " Nothing is renewed or written. For whatever is wrong with a token, the answer is"
					+ " `active` false and nothing else.",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
							schema = @Schema(implementation = IntrospectionRequest.IntrospectionForm.class))),
			responses = @ApiResponse(responseCode = "200", description = "What the token is worth.",
					content = @Content(schema = @Schema(implementation = IntrospectionResponse.class))))
	@OAuthDoc.ClientErrors
	@Refuses({ Refusal.REQUEST_TIMEOUT, Refusal.CONTENT_TOO_LARGE })
	@PostMapping(path = OAuthPaths.INTROSPECT, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> introspect(HttpServletRequest request, Caller caller) {
		return this.gate.withClient(request, Client::mayIntrospect,
				(parameters) -> IntrospectionRequest.of(parameters, this.form),
				(client, asked) -> asked.mac()
					.<ResponseEntity<?>>map((mac) -> answer(asked.token(), caller.claim(mac, asked.ip())))
					.orElseGet(() -> ResponseEntity.ok(IntrospectionResponse.INACTIVE)));
	}

	private ResponseEntity<?> answer(BaseToken token, Claim claim) {
		return switch (claim) {
			case Claim.Accepted(Device device) -> ResponseEntity.ok(inspect(token, device));
			case Claim.Unclear unclear -> OAuthError.INVALID_REQUEST.answer(Claim.UNCLEAR);
			case Claim.Mismatch mismatch -> OAuthError.INVALID_REQUEST
				.answer("ip must be left out, or the caller's network must be in hellwall.trusted-proxies");
		};
	}

	private IntrospectionResponse inspect(BaseToken token, Device device) {
		return switch (this.sessions.inspect(token, device, Edge.OAUTH)) {
			case Good good -> IntrospectionResponse.of(good, this.sessions.issuedAt(good).orElse(null));
			case Expired expired -> IntrospectionResponse.INACTIVE;
			case StepUpRequired required -> IntrospectionResponse.INACTIVE;
			case Unauthorized unauthorized -> IntrospectionResponse.INACTIVE;
		};
	}

}
