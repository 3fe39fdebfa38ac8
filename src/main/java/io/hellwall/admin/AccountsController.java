package io.hellwall.admin;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.Account;
import io.hellwall.account.AccountCursor;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountLists;
import io.hellwall.account.AccountOrder;
import io.hellwall.account.AccountPage;
import io.hellwall.account.AccountSearch;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult.Busy;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.CreateResult.EmailTaken;
import io.hellwall.account.CreateResult.PasswordRefused;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.EmailPart;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Actor;
import io.hellwall.http.Problems;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refuses;
import io.hellwall.http.Required;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
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
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Administration", description = "For whoever holds an admin key.")
@SecurityRequirement(name = AdminGate.SCHEME)
@RequestMapping(path = "/admin/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountsController {

	private final Accounts accounts;

	private final AccountLists lists;

	AccountsController(Accounts accounts, AccountLists lists) {
		this.accounts = accounts;
		this.lists = lists;
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
	ResponseEntity<?> create(@Valid @RequestBody CreateRequest request, Actor by) {
		return switch (this.accounts.create(request.email(), request.password(), request.phone(), by)) {
			case Created(Account account) -> ResponseEntity.created(URI.create("/admin/accounts/" + account.id()))
				.body(new CreatedResponse(account.id(), account.email()));
			case EmailTaken taken -> Problems.of(Refusal.CONFLICT, "email belongs to another account");
			case PasswordRefused(PasswordFault fault) ->
				Problems.of(Refusal.INVALID_REQUEST, "password " + fault.message());
			case Busy busy -> Problems.of(Refusal.BUSY);
		};
	}

	@Operation(operationId = "listAccounts", summary = "List accounts",
			description = "Lists accounts page by page. For the next page, send the same query with `next` as `after`.",
			responses = @ApiResponse(responseCode = "200", description = "A page, perhaps an empty one."))
	@GetMapping
	AccountsResponse list(
			@Parameter(description = "Only accounts with this part in their e-mail address. Case does not count.",
					schema = @Schema(type = "string", minLength = 1, maxLength = 254),
					example = "@example.org") @RequestParam @Nullable EmailPart email,
			@Parameter(description = "Only accounts with this status.",
					schema = @Schema(type = "string", allowableValues = { "active", "disabled" }),
					example = "disabled") @RequestParam @Nullable AccountStatus status,
			@Parameter(description = "The order; a minus before the name means descending.",
					schema = @Schema(type = "string", defaultValue = "email",
							allowableValues = { "email", "-email", "createdAt", "-createdAt" }),
					example = "-createdAt") @RequestParam(defaultValue = "email") AccountOrder sort,
			@Parameter(description = "How many accounts at most.",
					schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "100"),
					example = "100") @RequestParam(defaultValue = "100") @Range(min = 1, max = 500,
							message = "must be a number from 1 to 500") int limit,
			@Parameter(description = "`next` of the page before. Leave it out for the first page.",
					schema = @Schema(type = "string"),
					example = AccountsResponse.NEXT) @RequestParam @Nullable AccountCursor after) {
		return AccountsResponse.of(this.lists.page(new AccountSearch(email, status, sort), after, limit));
	}

	@Schema(description = "A new account.")
	record CreateRequest(@NotNull(message = Required.MESSAGE) EmailAddress email, @Schema(minLength = 15,
			description = "At least 15 characters, or as many as `hellwall.password.min-length` says."
					+ " One that is guessed easily is refused.") @NotNull(message = Required.MESSAGE) Password password,
			@Nullable PhoneNumber phone) {
	}

	@Schema(description = "The account that was created.")
	record CreatedResponse(AccountId id, EmailAddress email) {
	}

	@Schema(description = "A page of accounts.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AccountsResponse(@Schema(description = "The accounts, in the wanted order.") List<AccountResponse> accounts,
			@Schema(example = NEXT,
					description = "Where the next page begins. Left out on the last page. Only the service knows its form.") @Nullable String next) {

		/** Of alice@example.org, created at the time of the other examples. */
		static final String NEXT = "MTc5NTM0ODgwMDAwMCAwZjhjN2E1Mi0xMmQ0LTRjOGUtOGE2ZS0yZjZhM2E5ZDFiMTAgYWxpY2VAZXhhbXBsZS5vcmc";

		static AccountsResponse of(AccountPage page) {
			return new AccountsResponse(page.accounts().stream().map(AccountResponse::of).toList(),
					(page.next() != null) ? page.next().toString() : null);
		}

	}

}
