package io.hellwall.api;

import java.time.Instant;

import io.hellwall.token.BaseToken;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenForm;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(description = "A new token. The client keeps it and sends it with its hardware address.")
record TokenResponse(@Schema(implementation = BaseToken.class) String token,
		@Schema(example = "2026-11-22T13:00:00Z", description = "When the token expires.") Instant expiresAt,
		@Schema(example = "3600", description = "Seconds until the token expires.") long expiresIn,
		SessionId sessionId) {

	static TokenResponse of(IssuedToken issued, TokenForm form) {
		return new TokenResponse(form.write(issued.token()), issued.expiresAt(), issued.expiresIn().toSeconds(),
				issued.session());
	}

	@Override
	public String toString() {
		return "TokenResponse[redacted]";
	}

}
