package io.hellwall.oauth;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a client did wrong (RFC 6749 §5.2, RFC 7009 §2.2.1). The names are those of the
 * standards.
 */
enum OAuthError {

	INVALID_REQUEST(HttpStatus.BAD_REQUEST,
			"The body must be application/x-www-form-urlencoded, with each parameter once."),

	/** One answer for all clients that are not known, so that it tells nothing. */
	INVALID_CLIENT(HttpStatus.UNAUTHORIZED, "The client is not registered, or its secret is another one."),

	UNAUTHORIZED_CLIENT(HttpStatus.FORBIDDEN, "The client is not registered for this endpoint."),

	/**
	 * Whoever wants to revoke a leaked key must not take the answer for unknown tokens
	 * for a success.
	 */
	UNSUPPORTED_TOKEN_TYPE(HttpStatus.BAD_REQUEST,
			"This is the key of an administrator or the secret of a client. Revoke it on the command line.");

	static final String CHALLENGE = "Basic realm=\"hellwall\", charset=\"UTF-8\"";

	private final HttpStatus status;

	private final String description;

	OAuthError(HttpStatus status, String description) {
		this.status = status;
		this.description = description;
	}

	ResponseEntity<?> answer() {
		return answer(this.description);
	}

	/**
	 * Answers with a more exact description.
	 * @param description for people, without quotes (RFC 6749 §5.2); never text that the
	 * client wrote
	 */
	ResponseEntity<?> answer(String description) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(this.status).contentType(MediaType.APPLICATION_JSON);
		if (this.status == HttpStatus.UNAUTHORIZED) {
			answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
		}
		return answer.body(new OAuthErrorResponse(name().toLowerCase(Locale.ROOT), description));
	}

	@Schema(description = "A refusal (RFC 6749, section 5.2).")
	record OAuthErrorResponse(
			@Schema(description = "Says which refusal it is.", example = "invalid_request", allowableValues = {
					"invalid_request", "invalid_client", "unauthorized_client",
					"unsupported_token_type" }) String error,
			@Schema(description = "Text for people. It may name a parameter and say what it must be.",
					example = "token is required") @JsonProperty("error_description") String errorDescription){
	}

}
