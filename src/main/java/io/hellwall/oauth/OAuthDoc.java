package io.hellwall.oauth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.HttpHeaders;

/** What the API document says of both endpoints for registered clients. */
final class OAuthDoc {

	static final String TAG = "Standards";

	static final String TAG_DESCRIPTION = "For systems that speak OAuth: introspection, revocation and metadata.";

	static final String HINT = "Ignored: there is one kind of token.";

	static final String CLIENT_ID = "Id of the client, unless it authenticates itself by HTTP Basic.";

	static final String CLIENT_SECRET = "Secret of the client, unless it authenticates itself by HTTP Basic.";

	static final String ID = "c0a81f5e-3b7d-4e2a-9d64-7f1b2c3d4e5f";

	static final String SECRET = "hellwall_client_9b2d4c6f8a1e3057c9d1b3a5f7092846e8dac0b1f3d5970264a8cebd1f305792";

	private OAuthDoc() {
	}

	/** How a request of a client is refused. */
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ApiResponse(responseCode = "400", description = "A parameter is missing or wrong.",
			content = @Content(schema = @Schema(implementation = OAuthError.OAuthErrorResponse.class)))
	@ApiResponse(responseCode = "401", description = "The client is not registered, or its secret is another one.",
			content = @Content(schema = @Schema(implementation = OAuthError.OAuthErrorResponse.class)),
			headers = @Header(name = HttpHeaders.WWW_AUTHENTICATE, required = true,
					description = "How a client authenticates itself (RFC 9110).",
					schema = @Schema(type = "string", example = OAuthError.CHALLENGE)))
	@ApiResponse(responseCode = "403", description = "The client is not registered for this endpoint.",
			content = @Content(schema = @Schema(implementation = OAuthError.OAuthErrorResponse.class)))
	@interface ClientErrors {

	}

}
