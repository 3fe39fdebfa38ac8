package io.hellwall.mail;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a mail: mostly the holder of an account, at its address or at the one that it
 * had before.
 *
 * @param id of the account, or what stands for the address where there is none; for the
 * log, which names no address
 * @param language what the account's mails are written in; null if that is not known
 */
public record Recipient(AccountId id, EmailAddress email, @Nullable Language language) {

	/** Somebody whose language is not known. */
	public Recipient(AccountId id, EmailAddress email) {
		this(id, email, null);
	}

	public static Recipient of(Account account) {
		return new Recipient(account.id(), account.email(), account.language());
	}

}
