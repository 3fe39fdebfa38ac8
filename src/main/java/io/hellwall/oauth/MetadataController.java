package io.hellwall.oauth;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells where the endpoints are (RFC 8414). */
@RestController
@Tag(name = OAuthDoc.TAG)
class MetadataController {

	private final Issuer issuer;

	MetadataController(Issuer issuer) {
		this.issuer = issuer;
	}

	@Operation(operationId = "readMetadata", summary = "Read the metadata",
			description = "Names the endpoints for registered clients (RFC 8414).",
			responses = @ApiResponse(responseCode = "200", description = "The metadata.",
					content = @Content(schema = @Schema(implementation = MetadataResponse.class))))
	@Refuses(Refusal.NOT_FOUND)
	@GetMapping(path = OAuthPaths.METADATA, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> metadata(HttpServletRequest request) {
		return this.issuer.of(request)
			.<ResponseEntity<?>>map((issuer) -> ResponseEntity.ok(MetadataResponse.of(issuer)))
			.orElseGet(() -> Problems.of(Refusal.NOT_FOUND, "Set hellwall.public-url."));
	}

	/**
	 * Of the two empty lists, RFC 8414 §2 requires the first, and without the second
	 * there would be two grants that the service does not have.
	 */
	@Schema(description = "The metadata of an authorization server.")
	record MetadataResponse(
			@Schema(example = "https://login.example.org", format = "uri",
					description = "Address of the service.") String issuer,
			@Schema(example = "[]",
					description = "None: the service has no authorization endpoint.") @JsonProperty("response_types_supported") List<String> responseTypes,
			@Schema(example = "[]",
					description = "None: tokens are got at `/login`.") @JsonProperty("grant_types_supported") List<String> grantTypes,
			@Schema(example = "https://login.example.org/oauth2/introspect", format = "uri",
					description = "Where clients introspect tokens.") @JsonProperty("introspection_endpoint") String introspection,
			@Schema(example = "[\"client_secret_basic\",\"client_secret_post\"]",
					description = "How clients authenticate themselves there.") @JsonProperty("introspection_endpoint_auth_methods_supported") List<String> introspectionMethods,
			@Schema(example = "https://login.example.org/oauth2/revoke", format = "uri",
					description = "Where clients revoke tokens.") @JsonProperty("revocation_endpoint") String revocation,
			@Schema(example = "[\"client_secret_basic\",\"client_secret_post\"]",
					description = "How clients authenticate themselves there.") @JsonProperty("revocation_endpoint_auth_methods_supported") List<String> revocationMethods) {

		private static final List<String> METHODS = List.of("client_secret_basic", "client_secret_post");

		static MetadataResponse of(String issuer) {
			return new MetadataResponse(issuer, List.of(), List.of(), issuer + OAuthPaths.INTROSPECT, METHODS,
					issuer + OAuthPaths.REVOKE, METHODS);
		}

	}

}
