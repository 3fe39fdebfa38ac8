package io.hellwall.cli;

import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an account: by its address or by its id. */
class AccountTarget {

	@Option(names = "--email", required = true, description = "Address of the account.")
	private @Nullable EmailAddress email;

	@Option(names = "--id", required = true, description = "Id of the account.")
	private @Nullable UUID id;

	/** The account that is named. */
	Account find(Accounts accounts) {
		if (this.email != null) {
			return accounts.find(this.email).orElseThrow(() -> new RefusedException("--email belongs to no account"));
		}
		return Optional.ofNullable(this.id)
			.flatMap((value) -> accounts.find(new AccountId(value)))
			.orElseThrow(() -> new RefusedException("--id belongs to no account"));
	}

}
