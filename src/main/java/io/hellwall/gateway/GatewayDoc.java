package io.hellwall.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** What the API document says about all endpoints for proxies. */
final class GatewayDoc {

	static final String TAG = "Gateway";

	static final String TAG_DESCRIPTION = "For reverse proxies: may this request pass to the application behind you?"
			+ " Only proxies in `hellwall.trusted-proxies` are answered; `src/docs/gateway.md` configures five of them.";

	static final String QUESTION = "Says whether the request of a client may pass. The proxy sends its address in"
			+ " `X-Forwarded-For`, and its credentials as they came: `Authorization: Bearer` with `X-Device-Mac`,"
			+ " else the cookies of the sign-in pages.";

	static final String NO = " Where a person would see the refusal, it leads to the sign-in page, if there is one;"
			+ " else it is 401, with that page as `Location`.";

	private GatewayDoc() {
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@Parameter(name = "X-Forwarded-For", in = ParameterIn.HEADER, required = true,
			description = "Addresses that the request came through, that of the client last.",
			schema = @Schema(type = "string", example = "198.51.100.7"))
	@Parameter(name = "X-Device-Mac", in = ParameterIn.HEADER,
			description = "Hardware address of the device, where the token comes in `Authorization`.",
			schema = @Schema(type = "string", example = "aa:bb:cc:dd:ee:ff"))
	@interface Credentials {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@Parameter(name = "renew", in = ParameterIn.QUERY,
			description = "`never`: write nothing. An expired token is then refused.",
			schema = @Schema(type = "string", allowableValues = "never"))
	@interface Renewal {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ApiResponse(responseCode = "200", description = "The request may pass.", content = @Content,
			headers = {
					@Header(name = Identity.USER, required = true, description = "Address of the account.",
							schema = @Schema(type = "string", example = "alice@example.org")),
					@Header(name = Identity.EMAIL, required = true, description = "The same.",
							schema = @Schema(type = "string", example = "alice@example.org")),
					@Header(name = Identity.ACCOUNT, required = true, description = "Id of the account.",
							schema = @Schema(type = "string", example = "3c1f4f0e-7d0b-4f4e-8d59-0b1d4d1c2a11")),
					@Header(name = Identity.SESSION, required = true, description = "Id of the session.",
							schema = @Schema(type = "string", example = "8a2bd6ce-0c39-4a3f-9c70-5f6c2b7d9e10")),
					@Header(name = Identity.EXPIRES, required = true, description = "When the token expires.",
							schema = @Schema(type = "string", example = "2026-11-22T13:00:00Z")),
					@Header(name = Identity.RENEWED,
							description = "The next token, for a client that sent its token in `Authorization`.",
							schema = @Schema(type = "string")),
					@Header(name = "Set-Cookie", description = "The next token, for a client that sent cookies.",
							schema = @Schema(type = "string")) })
	@interface Yes {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ApiResponse(responseCode = "302", description = "A person has to sign in there.", content = @Content,
			headers = @Header(name = "Location", required = true, description = "The sign-in page.",
					schema = @Schema(type = "string", example = "https://auth.example.com/signin?rd=…")))
	@ApiResponse(responseCode = "303", description = "The same, where the request was neither GET nor HEAD.",
			content = @Content, headers = @Header(name = "Location", required = true, description = "The sign-in page.",
					schema = @Schema(type = "string", example = "https://auth.example.com/signin?rd=…")))
	@interface Redirect {

	}

}
