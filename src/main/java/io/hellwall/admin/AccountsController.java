package io.hellwall.admin;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import io.hellwall.binding.BindingMode;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcodes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Administration", description = "For whoever holds the admin key.")
@SecurityRequirement(name = AdminGate.SCHEME)
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
			description = "Creates an account. It can log in at once. No mail is sent.",
			responses = @ApiResponse(responseCode = "201", description = "The account is created.",
					content = @Content(schema = @Schema(implementation = CreatedResponse.class)),
					headers = @Header(name = "Location", description = "Path of the new account.", required = true,
							schema = @Schema(type = "string", format = "uri-reference"))))
	@Refuses({ Refusal.CONFLICT, Refusal.BUSY })
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
			description = "Lists up to 100 accounts in the order of their addresses."
					+ " For the next page, send the address of the last account as `after`.",
			responses = @ApiResponse(responseCode = "200",
					description = "A page. The last one has fewer than 100 accounts, perhaps none."))
	@GetMapping
	AccountsResponse list(@Parameter(
			description = "E-mail address of the last account on the page before. Leave it out for the first page.",
			example = "alice@example.org") @RequestParam @Nullable EmailAddress after) {
		return new AccountsResponse(this.accounts.list(after, PAGE).stream().map(AccountResponse::of).toList());
	}

	@Operation(operationId = "findAccount", summary = "Look an account up", description = "Finds an account by its id.",
			responses = @ApiResponse(responseCode = "200", description = "The account.",
					content = @Content(schema = @Schema(implementation = AccountResponse.class))))
	@Refuses(Refusal.NOT_FOUND)
	@GetMapping("/{id}")
	ResponseEntity<?> find(@Parameter(description = "Id of the account.",
			example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id) {
		return found(this.accounts.find(new AccountId(id)));
	}

	@Operation(operationId = "changeAccount", summary = "Change an account",
			description = "Gives an account a binding mode of its own, or with `default` lets the settings decide again."
					+ " Nobody is logged out: a session takes the mode at its next renewal.",
			responses = @ApiResponse(responseCode = "200", description = "The account as it is now.",
					content = @Content(schema = @Schema(implementation = AccountResponse.class))))
	@Refuses(Refusal.NOT_FOUND)
	@PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> change(
			@Parameter(description = "Id of the account.",
					example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id,
			@Valid @RequestBody ChangeRequest request) {
		return found(this.accounts.bind(new AccountId(id), request.binding().mode()));
	}

	private static ResponseEntity<?> found(Optional<Account> account) {
		return account.<ResponseEntity<?>>map((it) -> ResponseEntity.ok(AccountResponse.of(it)))
			.orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Operation(operationId = "forgetGuesses", summary = "Forget wrong guesses",
			description = "Forgets the wrong passwords and passcodes that were counted for an account."
					+ " Nobody needs this to log in: failures keep nobody out but who fails.",
			responses = @ApiResponse(responseCode = "204", description = "The counts start again at zero.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@DeleteMapping("/{id}/guesses")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<?> forgetGuesses(@Parameter(description = "Id of the account.",
			example = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10") @PathVariable UUID id) {
		return this.accounts.find(new AccountId(id)).<ResponseEntity<?>>map((account) -> {
			this.passcodes.forgetGuesses(account.id());
			return ResponseEntity.noContent().build();
		}).orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Schema(description = "A new account.")
	record CreateRequest(@NotNull(message = Required.MESSAGE) EmailAddress email, @Schema(minLength = 15,
			description = "At least 15 characters, or as many as `hellwall.password.min-length` says."
					+ " One that is guessed easily is refused.") @NotNull(message = Required.MESSAGE) Password password,
			@Nullable PhoneNumber phone) {
	}

	@Schema(description = "What changes.")
	record ChangeRequest(@NotNull(message = Required.MESSAGE) @Schema(implementation = String.class, example = "prefix",
			allowableValues = {
					"strict", "prefix", "step-up", "report", "off", BindingChoice.DEFAULT },
			description = "How the next tokens of the account are bound. With `default` the settings decide.") BindingChoice binding){
	}

	@Schema(description = "The account that was created.")
	record CreatedResponse(AccountId id, EmailAddress email) {
	}

	@Schema(description = "A page of accounts.")
	record AccountsResponse(@Schema(
			description = "Up to 100 accounts, in the order of their addresses.") List<AccountResponse> accounts) {
	}

	@Schema(description = "An account.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AccountResponse(AccountId id, EmailAddress email, @Nullable PhoneNumber phone,
			@Schema(example = "active", description = "A disabled account can neither log in nor use its tokens.",
					allowableValues = {
							"active", "disabled" }) String status,
			@Nullable BindingMode binding,
			@Schema(example = "2026-11-22T12:00:00Z", description = "When the account was created.") Instant createdAt){

		static AccountResponse of(Account account) {
			return new AccountResponse(account.id(), account.email(), account.phone(),
					account.active() ? "active" : "disabled", account.binding(), account.createdAt());
		}

	}

}
