package io.hellwall.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hellwall.adminkey.AdminKeySecret;
import io.hellwall.audit.Actor;
import io.hellwall.client.Client;
import io.hellwall.client.ClientSecret;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.session.AccountSessions;
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
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends the session of a token (RFC 7009). The token alone is enough, wherever it was
 * found: whoever may revoke has a right that no stranger has.
 */
@RestController
@Tag(name = OAuthDoc.TAG)
@SecurityRequirement(name = ClientGate.SCHEME)
class RevocationController {

	private final ClientGate gate;

	private final AccountSessions sessions;

	private final TokenForm form;

	RevocationController(ClientGate gate, AccountSessions sessions, TokenForm form) {
		this.gate = gate;
		this.sessions = sessions;
		this.form = form;
	}

	@Operation(operationId = "revokeToken", summary = "Revoke a token",
			description = "Ends the session that a token belongs to (RFC 7009), so that none of its tokens is good any"
					+ " more. Answers 200 as well when there is no such session.",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
							schema = @Schema(implementation = RevocationForm.class))),
			responses = @ApiResponse(responseCode = "200", description = "The session is ended, or there was none.",
					content = @Content))
	@OAuthDoc.ClientErrors
	@Refuses({ Refusal.REQUEST_TIMEOUT, Refusal.CONTENT_TOO_LARGE })
	@PostMapping(path = OAuthPaths.REVOKE, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> revoke(HttpServletRequest request) {
		return this.gate.withClient(request, Client::mayRevoke, (parameters) -> parameters.require(Parameters.TOKEN),
				(client, token) -> isOtherSecret(token) ? OAuthError.UNSUPPORTED_TOKEN_TYPE.answer()
						: revoke(this.form.read(token), client));
	}

	private static boolean isOtherSecret(String token) {
		return AdminKeySecret.parse(token).isPresent() || ClientSecret.parse(token).isPresent();
	}

	private ResponseEntity<?> revoke(BaseToken token, Client by) {
		this.sessions.end(token, Actor.client(by.id().toString()));
		return ResponseEntity.ok().build();
	}

	/** For the API document. */
	@Schema(description = "A token of the session to end.")
	record RevocationForm(BaseToken token,
			@Schema(example = "access_token",
					description = OAuthDoc.HINT) @JsonProperty("token_type_hint") @Nullable String tokenTypeHint,
			@Schema(example = OAuthDoc.ID,
					description = OAuthDoc.CLIENT_ID) @JsonProperty("client_id") @Nullable String clientId,
			@Schema(example = OAuthDoc.SECRET, format = "password",
					description = OAuthDoc.CLIENT_SECRET) @JsonProperty("client_secret") @Nullable String clientSecret) {
	}

}
