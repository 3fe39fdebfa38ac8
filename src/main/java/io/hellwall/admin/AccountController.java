package io.hellwall.admin;

import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountEdit;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneChoice;
import io.hellwall.audit.Actor;
import io.hellwall.binding.BindingChoice;
import io.hellwall.device.Language;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.lifecycle.AccountLifecycle;
import io.hellwall.lifecycle.ChangeResult.Changed;
import io.hellwall.lifecycle.ChangeResult.EmailTaken;
import io.hellwall.lifecycle.ChangeResult.Outdated;
import io.hellwall.lifecycle.ChangeResult.Unknown;
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
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes and erases one account. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
@RequestMapping(path = "/admin/accounts/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {

	private static final String ID = "Id of the account.";

	private static final String EXAMPLE = "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10";

	private final Accounts accounts;

	private final AccountLifecycle lifecycle;

	private final Passcodes passcodes;

	AccountController(Accounts accounts, AccountLifecycle lifecycle, Passcodes passcodes) {
		this.accounts = accounts;
		this.lifecycle = lifecycle;
		this.passcodes = passcodes;
	}

	@Operation(operationId = "findAccount", summary = "Look an account up", description = "Finds an account by its id.",
			responses = @ApiResponse(responseCode = "200", description = "The account.",
					content = @Content(schema = @Schema(implementation = AccountResponse.class)),
					headers = @Header(name = HttpHeaders.ETAG, description = AccountResponse.ETAG, required = true,
							schema = @Schema(type = "string", example = "\"3\""))))
	@Refuses(Refusal.NOT_FOUND)
	@GetMapping
	ResponseEntity<?> find(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id) {
		return this.accounts.find(new AccountId(id))
			.<ResponseEntity<?>>map(AccountResponse::found)
			.orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Operation(operationId = "changeAccount", summary = "Change an account",
			description = "Changes the fields that are sent; a field that is left out or null stays. Disabling or"
					+ " enabling an account, or changing its address, ends its sessions at once. A new binding mode"
					+ " ends none: a session takes it at its next renewal. No password can be set here.",
			responses = @ApiResponse(responseCode = "200", description = "The account as it is now.",
					content = @Content(schema = @Schema(implementation = AccountResponse.class)),
					headers = @Header(name = HttpHeaders.ETAG, description = AccountResponse.ETAG, required = true,
							schema = @Schema(type = "string", example = "\"3\""))))
	@Refuses({ Refusal.NOT_FOUND, Refusal.CONFLICT, Refusal.PRECONDITION_FAILED, Refusal.PRECONDITION_REQUIRED })
	@PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> change(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id, @Parameter(
			description = "The ETag of the account that is to be changed; with `*` it is changed"
					+ " whatever it is now.",
			required = true, schema = @Schema(type = "string"),
			example = "\"3\"") @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@Valid @RequestBody ChangeRequest request, Actor by) {
		if (ifMatch == null) {
			return Problems.of(Refusal.PRECONDITION_REQUIRED);
		}
		if (request.edit().isEmpty()) {
			return Problems.of(Refusal.INVALID_REQUEST, "name at least one field that changes");
		}
		return switch (this.lifecycle.change(new AccountId(id), new IfMatch(ifMatch), request.edit(), by)) {
			case Changed(Account account) -> AccountResponse.found(account);
			case Unknown unknown -> Problems.of(Refusal.NOT_FOUND);
			case Outdated outdated -> Problems.of(Refusal.PRECONDITION_FAILED);
			case EmailTaken taken -> Problems.of(Refusal.CONFLICT, "email belongs to another account");
		};
	}

	@Operation(operationId = "eraseAccount", summary = "Erase an account",
			description = "Erases an account with its sessions, tokens, notices, passcodes and known places. The audit"
					+ " events stay: they name the account by its id only.",
			responses = @ApiResponse(responseCode = "204",
					description = "Nothing is left that names the holder. The address may be used for a new account.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@DeleteMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	ResponseEntity<?> delete(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id, Actor by) {
		return this.lifecycle.erase(new AccountId(id), by) ? ResponseEntity.noContent().build()
				: Problems.of(Refusal.NOT_FOUND);
	}

	@Operation(operationId = "forgetGuesses", summary = "Forget wrong guesses",
			description = "Forgets the wrong passwords and passcodes that were counted for an account."
					+ " Nobody needs this to log in: failures keep nobody out but who fails.",
			responses = @ApiResponse(responseCode = "204", description = "The counts start again at zero.",
					content = @Content))
	@Refuses(Refusal.NOT_FOUND)
	@DeleteMapping(path = "/guesses",
			produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<?> forgetGuesses(@Parameter(description = ID, example = EXAMPLE) @PathVariable UUID id, Actor by) {
		return this.accounts.find(new AccountId(id)).<ResponseEntity<?>>map((account) -> {
			this.passcodes.forgetGuesses(account.id(), by);
			return ResponseEntity.noContent().build();
		}).orElseGet(() -> Problems.of(Refusal.NOT_FOUND));
	}

	@Schema(description = "What changes.")
	record ChangeRequest(@Nullable EmailAddress email,
			@Schema(implementation = String.class, example = "+4930123456",
					description = "Phone number of the account; empty to remove it.") @Nullable PhoneChoice phone,
			@Schema(implementation = String.class, example = "disabled", allowableValues = {
					"active", "disabled" },
					description = "A disabled account can neither log in nor use its tokens.") @Nullable AccountStatus status,
			@Schema(implementation = String.class, example = "prefix",
					allowableValues = { "strict", "prefix", "step-up", "report", "off", BindingChoice.DEFAULT },
					description = "How the next tokens of the account are bound. With `default` the settings decide.") @Nullable BindingChoice binding,
			@Schema(implementation = String.class, example = "fr", allowableValues = { "en", "fr", "ar", "de", "es" },
					description = "What the mails of the account are written in.") @Nullable Language language){

		AccountEdit edit() {
			return new AccountEdit(this.email, this.phone, this.status, this.binding, this.language);
		}

	}

}
