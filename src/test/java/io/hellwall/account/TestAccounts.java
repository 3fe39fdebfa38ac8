package io.hellwall.account;

import java.time.Instant;
import java.util.UUID;

import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

/** Accounts for tests of other packages that need no store. */
public final class TestAccounts {

	private TestAccounts() {
	}

	/** An active account that is stored nowhere. */
	public static Account active(String email) {
		return active(email, null);
	}

	/** The same with a language that was chosen. */
	public static Account active(String email, @Nullable Language language) {
		return new Account(new AccountId(UUID.randomUUID()), EmailAddress.parse(email), null, Instant.EPOCH, true,
				new byte[32], null, language, false, 0);
	}

}
