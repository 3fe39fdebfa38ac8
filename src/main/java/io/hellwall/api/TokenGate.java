package io.hellwall.api;

import java.util.Optional;
import java.util.function.Function;

import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Holder;
import io.hellwall.session.Sessions;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Finds out whose token a request without a body bears: the token stands in
 * {@code Authorization} (RFC 6750 §2.1), and the device in {@link #DEVICE}.
 */
@Component
@SecurityScheme(name = TokenGate.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer",
		description = "A token of a session, with or without its prefix.")
class TokenGate {

	/** Name of the token in the API document. */
	static final String SCHEME = "token";

	/** Header field with the hardware address of the device. */
	static final String DEVICE = "X-Device-Mac";

	private static final String BEARER = "Bearer ";

	private final Sessions sessions;

	private final TokenForm form;

	TokenGate(Sessions sessions, TokenForm form) {
		this.sessions = sessions;
		this.form = form;
	}

	/**
	 * Answers the holder of the token, or refuses.
	 * @param authorization the header field; null if the request has none
	 * @param mac the header field {@link #DEVICE}; null if the request has none
	 */
	ResponseEntity<?> withHolder(@Nullable String authorization, @Nullable String mac, Caller caller,
			Function<Holder, ResponseEntity<?>> answer) {
		Optional<BaseToken> token = Optional.ofNullable(authorization).flatMap(this::token);
		if (token.isEmpty()) {
			return Problems.of(Refusal.UNAUTHORIZED);
		}
		if (mac == null) {
			return Problems.of(Refusal.INVALID_REQUEST, DEVICE + " is required");
		}
		try {
			return caller.withDevice(MacAddress.parse(mac), null,
					(device) -> this.sessions.holder(token.get(), device, Edge.API)
						.<ResponseEntity<?>>map(answer)
						.orElseGet(() -> Problems.of(Refusal.UNAUTHORIZED)));
		}
		catch (IllegalArgumentException ex) {
			return Problems.of(Refusal.INVALID_REQUEST, DEVICE + " " + ex.getMessage());
		}
	}

	private Optional<BaseToken> token(String authorization) {
		if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return Optional.empty();
		}
		try {
			return Optional.of(this.form.parse(authorization.substring(BEARER.length())));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
