package io.hellwall.oauth;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.session.Inspection.Good;
import io.hellwall.token.SessionId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a token is worth (RFC 7662 §2.2). There is no {@code scope} and no
 * {@code client_id}, as a token has none.
 */
@Schema(description = "What a token is worth. Of a token that is not active, only `active` is told.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntrospectionResponse(@Schema(example = "true", description = "Whether the token is good.") boolean active,
		@Nullable AccountId sub, @Nullable EmailAddress username,
		@Schema(example = "Bearer", allowableValues = "Bearer",
				description = "How the token is sent.") @JsonProperty("token_type") @Nullable String tokenType,
		@Schema(example = "1795352400",
				description = "When the token expires, in seconds since 1970.") @Nullable Long exp,
		@Schema(example = "1795348800",
				description = "When the token was made, in seconds since 1970. Left out where that is not known any more.") @Nullable Long iat,
		@Nullable SessionId sid) {

	static final IntrospectionResponse INACTIVE = new IntrospectionResponse(false, null, null, null, null, null, null);

	static IntrospectionResponse of(Good token, @Nullable Instant issuedAt) {
		return new IntrospectionResponse(true, token.account(), token.email(), "Bearer",
				token.expiresAt().getEpochSecond(), (issuedAt != null) ? issuedAt.getEpochSecond() : null,
				token.session());
	}

}
