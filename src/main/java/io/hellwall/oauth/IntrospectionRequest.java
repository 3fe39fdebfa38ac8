package io.hellwall.oauth;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which token a client asks about, and where it is used.
 *
 * @param mac the device; empty if the text is no hardware address, as no token belongs to
 * such a device
 */
record IntrospectionRequest(BaseToken token, Optional<MacAddress> mac, @Nullable IpAddress ip) {

	/**
	 * Reads the request.
	 * @throws IllegalArgumentException if a parameter is missing or wrong; the message is
	 * for the client
	 */
	static IntrospectionRequest of(Parameters parameters, TokenForm form) {
		return new IntrospectionRequest(form.read(parameters.require(Parameters.TOKEN)),
				mac(parameters.require(Parameters.MAC)),
				parameters.find(Parameters.IP).map(IntrospectionRequest::ip).orElse(null));
	}

	private static Optional<MacAddress> mac(String text) {
		try {
			return Optional.of(MacAddress.parse(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static IpAddress ip(String text) {
		try {
			return IpAddress.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(Parameters.IP + " " + ex.getMessage());
		}
	}

	/** For the API document. */
	@Schema(description = "The token, and where it is used.")
	record IntrospectionForm(BaseToken token, MacAddress mac, @Nullable IpAddress ip,
			@Schema(example = "access_token",
					description = OAuthDoc.HINT) @JsonProperty("token_type_hint") @Nullable String tokenTypeHint,
			@Schema(example = OAuthDoc.ID,
					description = OAuthDoc.CLIENT_ID) @JsonProperty("client_id") @Nullable String clientId,
			@Schema(example = OAuthDoc.SECRET, format = "password",
					description = OAuthDoc.CLIENT_SECRET) @JsonProperty("client_secret") @Nullable String clientSecret) {
	}

}
