package io.hellwall.api;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Required;
import io.hellwall.session.BaseToken;
import io.hellwall.session.IssuedToken;
import io.hellwall.session.SessionId;
import io.hellwall.session.Sessions;
import io.hellwall.session.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VerifyController {

	private final Sessions sessions;

	private final TokenForm form;

	VerifyController(Sessions sessions, TokenForm form) {
		this.sessions = sessions;
		this.form = form;
	}

	@Operation(summary = "Verify a token",
			description = "authorized: go on. renew: go on, with the token in the answer from now on. 401: log in again.",
			responses = @ApiResponse(responseCode = "200", description = "Authorized, or authorized and renewed",
					content = @Content(schema = @Schema(implementation = VerifyResponse.class))))
	@PostMapping(path = "/verify", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> verify(@Valid @RequestBody VerifyRequest request, Caller caller) {
		return caller.withDevice(request.mac(), request.ip(),
				(device) -> switch (this.sessions.verify(request.token(), device)) {
					case Authorized authorized -> ResponseEntity.ok(VerifyResponse.of(authorized));
					case Renewed renewed -> ResponseEntity.ok(VerifyResponse.of(renewed, this.form));
					case Unauthorized unauthorized -> Problems.of(Refusal.UNAUTHORIZED);
				});
	}

	record VerifyRequest(@NotNull(message = Required.MESSAGE) BaseToken token,
			@NotNull(message = Required.MESSAGE) MacAddress mac,
			@Schema(example = "GET /orders",
					description = "What the client is about to do; for its own records, not judged") @Pattern(
							regexp = TEXT, message = PRINTABLE) @Nullable String request,
			@Schema(example = "[\"42\"]") @Nullable List<@NotNull(message = Required.MESSAGE) @Pattern(regexp = TEXT,
					message = PRINTABLE) String> data,
			@Nullable IpAddress ip) {

		private static final String TEXT = "^[^\\p{Cc}\\p{Cs}]*$";

		private static final String PRINTABLE = "must be printable text";

	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record VerifyResponse(@Schema(example = "authorized", allowableValues = {
			"authorized", "renew" }) String status,
			@Schema(example = TokenResponse.EXAMPLE,
					description = "The successor, where the status is renew") @Nullable String token,
			AccountId accountId, EmailAddress email, SessionId sessionId,
			@Schema(example = "2026-11-22T13:00:00Z") Instant expiresAt, @Schema(example = "3599") long expiresIn){

		static VerifyResponse of(Authorized it) {
			return new VerifyResponse("authorized", null, it.account(), it.email(), it.session(), it.expiresAt(),
					it.expiresIn().toSeconds());
		}

		static VerifyResponse of(Renewed it, TokenForm form) {
			IssuedToken next = it.successor();
			return new VerifyResponse("renew", form.write(next.token()), it.account(), it.email(), next.session(),
					next.expiresAt(), next.expiresIn().toSeconds());
		}

		@Override
		public String toString() {
			return "VerifyResponse[redacted]";
		}

	}

}
