package io.hellwall.account;

import java.time.Instant;
import java.util.UUID;

/** Accounts for tests of other packages that need no store. */
public final class TestAccounts {

	private TestAccounts() {
	}

	/** An active account that is stored nowhere. */
	public static Account active(String email) {
		return new Account(new AccountId(UUID.randomUUID()), EmailAddress.parse(email), null, Instant.EPOCH, true,
				new byte[32], null, 0);
	}

}
