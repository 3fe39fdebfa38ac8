package io.hellwall.admin;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

@Schema(description = "An account.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountResponse(AccountId id, EmailAddress email, @Nullable PhoneNumber phone,
		@Schema(implementation = String.class, allowableValues = {
				"active", "disabled" }, example = "active",
				description = "A disabled account can neither log in nor use its tokens.") AccountStatus status,
		@Nullable BindingMode binding,
		@Schema(implementation = String.class, example = "fr", allowableValues = { "en", "fr", "ar", "de", "es" },
				description = "What the mails of the account are written in; absent before it was chosen.") @Nullable Language language,
		@Schema(example = "2026-11-22T12:00:00Z", description = "When the account was created.") Instant createdAt,
		@Schema(example = "3",
				description = "How often the account was changed. In quotes, it is the ETag of the account.") int version){

	/** What the header field says, for the API document. */
	static final String ETAG = "The version of the account, in quotes. Send it as If-Match to change the account.";

	static AccountResponse of(Account account) {
		return new AccountResponse(account.id(), account.email(), account.phone(), account.status(), account.binding(),
				account.language(), account.createdAt(), account.version());
	}

	/** The account as an answer. */
	static ResponseEntity<?> found(Account account) {
		return ResponseEntity.ok().eTag(IfMatch.etag(account)).body(of(account));
	}

}
