package io.hellwall.oauth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.hellwall.client.Client;
import io.hellwall.client.ClientId;
import io.hellwall.client.ClientSecret;
import io.hellwall.client.Clients;
import io.hellwall.http.Form;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Lets registered clients in. A client authenticates itself by its id and secret, either
 * as user name and password of HTTP or as parameters (RFC 6749 §2.3.1).
 */
@Component
@SecurityScheme(name = ClientGate.SCHEME, type = SecuritySchemeType.HTTP, scheme = "basic",
		description = "Id and secret of a registered client, each encoded as a value of a form."
				+ " Instead, the body may hold them as `client_id` and `client_secret`.")
class ClientGate {

	/** Name of the client's credentials in the API document. */
	static final String SCHEME = "client";

	private static final String BASIC = "Basic ";

	private final Clients clients;

	ClientGate(Clients clients) {
		this.clients = clients;
	}

	/**
	 * Answers a registered client, or refuses.
	 * @param right whether the client may send such a request
	 * @param reader reads the request from its parameters; throws
	 * {@link IllegalArgumentException} with a message for the client if one is wrong
	 */
	<R> ResponseEntity<?> withClient(HttpServletRequest request, Predicate<Client> right,
			Function<Parameters, R> reader, BiFunction<Client, R, ResponseEntity<?>> answer) {
		Optional<Parameters> parameters = Parameters.of(request);
		List<String> authorization = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (parameters.isEmpty()) {
			return OAuthError.INVALID_REQUEST.answer();
		}
		if (authorization.size() + parameters.get().find(Parameters.CLIENT_SECRET).stream().count() > 1) {
			return OAuthError.INVALID_REQUEST.answer("Authenticate the client in one way only.");
		}
		Optional<Client> client = authorization.isEmpty() ? named(parameters.get()) : basic(authorization.getFirst());
		if (client.isEmpty()) {
			return OAuthError.INVALID_CLIENT.answer();
		}
		if (!right.test(client.get())) {
			return OAuthError.UNAUTHORIZED_CLIENT.answer();
		}
		R read;
		try {
			read = reader.apply(parameters.get());
		}
		catch (IllegalArgumentException ex) {
			return OAuthError.INVALID_REQUEST.answer(String.valueOf(ex.getMessage()));
		}
		return answer.apply(client.get(), read);
	}

	private Optional<Client> named(Parameters parameters) {
		return parameters.find(Parameters.CLIENT_ID)
			.flatMap((id) -> parameters.find(Parameters.CLIENT_SECRET).flatMap((secret) -> find(id, secret)));
	}

	private Optional<Client> basic(String authorization) {
		if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			return Optional.empty();
		}
		try {
			String text = new String(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
					StandardCharsets.UTF_8);
			int colon = text.indexOf(':');
			return (colon < 0) ? Optional.empty()
					: find(Form.decode(text.substring(0, colon)), Form.decode(text.substring(colon + 1)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private Optional<Client> find(String id, String secret) {
		return ClientId.find(id)
			.flatMap((known) -> ClientSecret.parse(secret).flatMap((it) -> this.clients.find(known, it)));
	}

}
