package io.hellwall.api;

import java.time.Instant;

import io.hellwall.session.IssuedToken;
import io.hellwall.session.SessionId;
import io.hellwall.session.TokenForm;
import io.swagger.v3.oas.annotations.media.Schema;

record TokenResponse(@Schema(example = TokenResponse.EXAMPLE) String token,
		@Schema(example = "2026-11-22T13:00:00Z") Instant expiresAt, @Schema(example = "3600") long expiresIn,
		SessionId sessionId) {

	static final String EXAMPLE = "Awfer_hellwall_8f0c5d7a1e9b4c6d2f3a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e";

	static TokenResponse of(IssuedToken issued, TokenForm form) {
		return new TokenResponse(form.write(issued.token()), issued.expiresAt(), issued.expiresIn().toSeconds(),
				issued.session());
	}

	@Override
	public String toString() {
		return "TokenResponse[redacted]";
	}

}
