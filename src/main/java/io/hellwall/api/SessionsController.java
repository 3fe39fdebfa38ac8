package io.hellwall.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.hellwall.device.MacAddress;
import io.hellwall.http.Caller;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.Holder;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sessions",
		description = "For the holder of an account: where am I logged in?"
				+ " An expired token is accepted too, until it is replaced by its successor.")
@SecurityRequirement(name = TokenGate.SCHEME)
@RequestMapping("/sessions")
class SessionsController {

	private static final String MAC = "Hardware address of the device that the token belongs to.";

	private final TokenGate gate;

	private final AccountSessions sessions;

	SessionsController(TokenGate gate, AccountSessions sessions) {
		this.gate = gate;
		this.sessions = sessions;
	}

	@Operation(operationId = "listSessions", summary = "List the sessions of the account",
			description = "Lists the live sessions of the account that the token belongs to, newest first.",
			responses = @ApiResponse(responseCode = "200", description = "The sessions.",
					content = @Content(schema = @Schema(implementation = SessionsResponse.class))))
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> list(
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION,
					required = false) @Nullable String authorization,
			@Parameter(description = MAC, required = true,
					schema = @Schema(implementation = MacAddress.class)) @RequestHeader(name = TokenGate.DEVICE,
							required = false) @Nullable String mac,
			Caller caller) {
		return this.gate.withHolder(authorization, mac, caller,
				(holder) -> ResponseEntity.ok(SessionsResponse.of(this.sessions.list(holder.account()), holder)));
	}

	@Operation(operationId = "endSession", summary = "End a session",
			description = "Ends a live session of the account, perhaps the one that the token belongs to.",
			responses = @ApiResponse(responseCode = "204",
					description = "The session is ended, for every request that starts from now on.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping("/{id}")
	ResponseEntity<?> end(
			@Parameter(description = "Id of the session.",
					example = "5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11") @PathVariable UUID id,
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION,
					required = false) @Nullable String authorization,
			@Parameter(description = MAC, required = true,
					schema = @Schema(implementation = MacAddress.class)) @RequestHeader(name = TokenGate.DEVICE,
							required = false) @Nullable String mac,
			Caller caller) {
		return this.gate.withHolder(authorization, mac, caller,
				(holder) -> this.sessions.end(holder.account(), new SessionId(id), holder.device())
						? ResponseEntity.noContent().build() : Problems.of(Refusal.NOT_FOUND));
	}

	@Operation(operationId = "endOtherSessions", summary = "End all other sessions",
			description = "Ends all sessions of the account but the one that the token belongs to.",
			responses = @ApiResponse(responseCode = "204",
					description = "The other sessions are ended, for every request that starts from now on.",
					content = @Content))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping
	ResponseEntity<?> endOthers(
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION,
					required = false) @Nullable String authorization,
			@Parameter(description = MAC, required = true,
					schema = @Schema(implementation = MacAddress.class)) @RequestHeader(name = TokenGate.DEVICE,
							required = false) @Nullable String mac,
			Caller caller) {
		return this.gate.withHolder(authorization, mac, caller, (holder) -> {
			this.sessions.endOthers(holder);
			return ResponseEntity.noContent().build();
		});
	}

	@Schema(description = "The live sessions of the account.")
	record SessionsResponse(@Schema(description = "Newest first.") List<SessionResponse> sessions) {

		static SessionsResponse of(List<OpenSession> sessions, Holder holder) {
			return new SessionsResponse(
					sessions.stream().map((session) -> SessionResponse.of(session, holder.session())).toList());
		}

	}

	@Schema(description = "A login on a device.")
	record SessionResponse(SessionId id, MacAddress mac,
			@Schema(example = "198.51.100.7/32", description = "Network that its tokens are bound to.") String network,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When the device logged in.") Instant openedAt,
			@Schema(example = "2026-11-22T12:45:00Z",
					description = "When the session was last used. May lag by some minutes.") Instant lastSeenAt,
			@Schema(example = "2026-12-22T12:00:00Z",
					description = "When the session ends at the latest.") Instant endsAt,
			@Schema(example = "true",
					description = "Whether it is the session that the token belongs to.") boolean current) {

		static SessionResponse of(OpenSession it, SessionId current) {
			return new SessionResponse(it.id(), it.mac(), it.network(), it.openedAt(), it.lastSeenAt(), it.endsAt(),
					it.id().equals(current));
		}

	}

}
