package io.hellwall.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.audit.Actor;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
@RequestMapping(path = "/admin/accounts/{id}/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountSessionsController {

	private static final String ACCOUNT = "Id of the account.";

	private static final String EXAMPLE = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10";

	private final Accounts accounts;

	private final AccountSessions sessions;

	AccountSessionsController(Accounts accounts, AccountSessions sessions) {
		this.accounts = accounts;
		this.sessions = sessions;
	}

	@Operation(operationId = "listAccountSessions", summary = "List the sessions of an account",
			description = "Lists the live sessions of an account, newest first.",
			responses = @ApiResponse(responseCode = "200", description = "The sessions.",
					content = @Content(schema = @Schema(implementation = AccountSessionsResponse.class))))
	@Refuses(Refusal.NOT_FOUND)
	@GetMapping
	ResponseEntity<?> list(@Parameter(description = ACCOUNT, example = EXAMPLE) @PathVariable UUID id) {
		return withAccount(id, (account) -> ResponseEntity.ok(new AccountSessionsResponse(
				this.sessions.list(account.id()).stream().map(AccountSessionResponse::of).toList())));
	}

	@Operation(operationId = "endAccountSession", summary = "End a session of an account",
			description = "Ends a live session of an account.",
			responses = @ApiResponse(responseCode = "204",
					description = "The session is ended, for every request that starts from now on.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping(path = "/{sessionId}",
			produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	ResponseEntity<?> end(@Parameter(description = ACCOUNT, example = EXAMPLE) @PathVariable UUID id,
			@Parameter(description = "Id of the session.",
					example = "5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11") @PathVariable UUID sessionId,
			Actor by) {
		return this.sessions.end(new AccountId(id), new SessionId(sessionId), by) ? ResponseEntity.noContent().build()
				: Problems.of(Refusal.NOT_FOUND);
	}

	@Operation(operationId = "endAccountSessions", summary = "End all sessions of an account",
			description = "Ends all sessions of an account. It can log in again at once.",
			responses = @ApiResponse(responseCode = "204",
					description = "The sessions are ended, for every request that starts from now on.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	ResponseEntity<?> endAll(@Parameter(description = ACCOUNT, example = EXAMPLE) @PathVariable UUID id, Actor by) {
		return withAccount(id, (account) -> {
			this.sessions.endAll(account.id(), by);
			return ResponseEntity.noContent().build();
		});
	}

	private ResponseEntity<?> withAccount(UUID id, Function<Account, ResponseEntity<?>> answer) {
		return this.accounts.find(new AccountId(id))
			.<ResponseEntity<?>>map(answer)
			.orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Schema(description = "The live sessions of an account.")
	record AccountSessionsResponse(@Schema(description = "Newest first.") List<AccountSessionResponse> sessions) {
	}

	@Schema(description = "A login of an account on a device.")
	record AccountSessionResponse(SessionId id, MacAddress mac,
			@Schema(example = "198.51.100.7/32", description = "Network that its tokens are bound to.") String network,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When the device logged in.") Instant openedAt,
			@Schema(example = "2026-11-22T12:45:00Z",
					description = "When the session was last used. May lag by some minutes.") Instant lastSeenAt,
			@Schema(example = "2026-12-22T12:00:00Z",
					description = "When the session ends at the latest.") Instant endsAt) {

		static AccountSessionResponse of(OpenSession it) {
			return new AccountSessionResponse(it.id(), it.mac(), it.network(), it.openedAt(), it.lastSeenAt(),
					it.endsAt());
		}

	}

}
