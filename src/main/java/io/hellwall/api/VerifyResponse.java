package io.hellwall.api;

import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.token.BaseToken;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(description = "The answer for a valid token. `status` says which of the two it is.",
		oneOf = { VerifyResponse.AuthorizedResponse.class, VerifyResponse.RenewResponse.class },
		discriminatorProperty = "status",
		discriminatorMapping = {
				@DiscriminatorMapping(value = "authorized", schema = VerifyResponse.AuthorizedResponse.class),
				@DiscriminatorMapping(value = "renew", schema = VerifyResponse.RenewResponse.class) })
sealed interface VerifyResponse {

	static VerifyResponse of(Authorized it) {
		return new AuthorizedResponse("authorized", it.account(), it.email(), it.session(), it.expiresAt(),
				it.expiresIn().toSeconds());
	}

	static VerifyResponse of(Renewed it, TokenForm form) {
		IssuedToken next = it.successor();
		return new RenewResponse("renew", form.write(next.token()), it.account(), it.email(), next.session(),
				next.expiresAt(), next.expiresIn().toSeconds());
	}

	@Schema(description = "The token is valid.")
	record AuthorizedResponse(
			@Schema(example = "authorized", allowableValues = "authorized",
					description = "Serve the request.") String status,
			AccountId accountId, EmailAddress email, SessionId sessionId,
			@Schema(example = "2026-11-22T13:00:00Z", description = "When the token expires.") Instant expiresAt,
			@Schema(example = "3599", description = "Seconds until the token expires.") long expiresIn)
			implements
				VerifyResponse {

	}

	@Schema(description = "The token was valid and has expired. Its successor is in the answer.")
	record RenewResponse(
			@Schema(example = "renew", allowableValues = "renew",
					description = "Serve the request, and give the client the new token.") String status,
			@Schema(implementation = BaseToken.class) String token, AccountId accountId, EmailAddress email,
			SessionId sessionId,
			@Schema(example = "2026-11-22T13:00:00Z", description = "When the new token expires.") Instant expiresAt,
			@Schema(example = "3600", description = "Seconds until the new token expires.") long expiresIn)
			implements
				VerifyResponse {

		@Override
		public String toString() {
			return "RenewResponse[redacted]";
		}

	}

}
