package io.hellwall.http;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.session.BaseToken;
import io.hellwall.session.IssuedToken;
import io.hellwall.session.SessionId;
import io.hellwall.session.Sessions;
import io.hellwall.session.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
			description = "authorized: go on. renew: go on, with the token in the answer from now on. 401: log in again.")
	@PostMapping(path = "/verify", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> verify(@Valid @RequestBody VerifyRequest request, Caller caller) {
		return switch (this.sessions.verify(request.token(), caller.device(request.mac(), request.ip()))) {
			case Authorized authorized -> ResponseEntity.ok(VerifyResponse.of(authorized));
			case Renewed renewed -> ResponseEntity.ok(VerifyResponse.of(renewed, this.form));
			case Unauthorized unauthorized -> Problems.unauthorized();
		};
	}

	record VerifyRequest(@Schema(
			example = "Awfer_hellwall_8f0c5d7a1e9b4c6d2f3a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e") @NotNull(
					message = Required.MESSAGE) BaseToken token,
			@Schema(example = "aa:bb:cc:dd:ee:ff") @NotNull(message = Required.MESSAGE) MacAddress mac,
			@Schema(example = "GET /orders",
					description = "what the client is about to do; for its own records, not judged") @Pattern(
							regexp = TEXT, message = PRINTABLE) @Nullable String request,
			@Schema(example = "[\"42\"]") @Nullable List<@NotNull(message = Required.MESSAGE) @Pattern(regexp = TEXT,
					message = PRINTABLE) String> data,
			@Schema(example = "127.0.0.1") @Nullable IpAddress ip) {

		private static final String TEXT = "[^\\p{Cntrl}\\p{Cs}]*";

		private static final String PRINTABLE = "must be printable text";

	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record VerifyResponse(@Schema(example = "authorized") String status,
			@Schema(description = "the successor, where the status is renew") @Nullable String token,
			@Schema(example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") AccountId accountId,
			@Schema(example = "alice@example.org") EmailAddress email,
			@Schema(example = "5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11") SessionId sessionId,
			@Schema(example = "2026-11-22T13:00:00Z") Instant expiresAt, @Schema(example = "3599") long expiresIn) {

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
