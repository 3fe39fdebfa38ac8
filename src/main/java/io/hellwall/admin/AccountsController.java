package io.hellwall.admin;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult.Busy;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.CreateResult.EmailTaken;
import io.hellwall.account.CreateResult.PasswordTooCommon;
import io.hellwall.account.CreateResult.PasswordTooShort;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcodes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountsController {

	private static final int PAGE = 100;

	private final Accounts accounts;

	private final Passcodes passcodes;

	AccountsController(Accounts accounts, Passcodes passcodes) {
		this.accounts = accounts;
		this.passcodes = passcodes;
	}

	@Operation(operationId = "createAccount", summary = "Create an account",
			responses = @ApiResponse(responseCode = "201", description = "Created",
					content = @Content(schema = @Schema(implementation = CreatedResponse.class)),
					headers = @Header(name = "Location", description = "Where to look it up",
							schema = @Schema(type = "string", format = "uri-reference"))))
	@ResponseStatus(HttpStatus.CREATED)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> create(@Valid @RequestBody CreateRequest request) {
		return switch (this.accounts.create(request.email(), request.password(), request.phone())) {
			case Created(Account account) -> ResponseEntity.created(URI.create("/admin/accounts/" + account.id()))
				.body(new CreatedResponse(account.id(), account.email()));
			case EmailTaken taken -> Problems.of(Refusal.CONFLICT, "email belongs to another account");
			case PasswordTooShort(int minLength) ->
				Problems.of(Refusal.INVALID_REQUEST, "password needs " + minLength + " or more characters");
			case PasswordTooCommon common ->
				Problems.of(Refusal.INVALID_REQUEST, "password is one of those that are guessed first: take another");
			case Busy busy -> Problems.of(Refusal.BUSY);
		};
	}

	@Operation(operationId = "listAccounts", summary = "List accounts",
			description = "100 at a time, in the order of their addresses.",
			responses = @ApiResponse(responseCode = "200", description = "A page; empty after the last account"))
	@GetMapping
	AccountsResponse list(@Parameter(
			description = "The last address of the page before") @RequestParam @Nullable EmailAddress after) {
		return new AccountsResponse(this.accounts.list(after, PAGE).stream().map(AccountResponse::of).toList());
	}

	@Operation(operationId = "findAccount", summary = "Look an account up",
			responses = @ApiResponse(responseCode = "200", description = "The account",
					content = @Content(schema = @Schema(implementation = AccountResponse.class))))
	@GetMapping("/{id}")
	ResponseEntity<?> find(@Parameter(example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id) {
		return this.accounts.find(new AccountId(id))
			.<ResponseEntity<?>>map((account) -> ResponseEntity.ok(AccountResponse.of(account)))
			.orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Operation(operationId = "forgetGuesses", summary = "Forget guesses",
			description = "Lets an account be logged in to again that was guessed at too often.",
			responses = @ApiResponse(responseCode = "204", description = "Counted anew from now on",
					content = @Content))
	@DeleteMapping("/{id}/guesses")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<?> forgetGuesses(
			@Parameter(example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id) {
		return this.accounts.find(new AccountId(id)).<ResponseEntity<?>>map((account) -> {
			this.passcodes.forgetGuesses(account.id());
			return ResponseEntity.noContent().build();
		}).orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	record CreateRequest(@NotNull(message = Required.MESSAGE) EmailAddress email,
			@NotNull(message = Required.MESSAGE) Password password, @Nullable PhoneNumber phone) {
	}

	record CreatedResponse(AccountId id, EmailAddress email) {
	}

	record AccountsResponse(List<AccountResponse> accounts) {
	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AccountResponse(
			AccountId id, EmailAddress email, @Nullable PhoneNumber phone, @Schema(example = "active",
					allowableValues = {
							"active", "disabled" }) String status,
			@Schema(example = "2026-11-22T12:00:00Z") Instant createdAt){

		static AccountResponse of(Account account) {
			return new AccountResponse(account.id(), account.email(), account.phone(),
					account.active() ? "active" : "disabled", account.createdAt());
		}

	}

}
