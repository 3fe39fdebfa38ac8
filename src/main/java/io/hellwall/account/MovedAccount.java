package io.hellwall.account;

import java.time.Instant;

import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

/**
 * An account as it comes from elsewhere and leaves for elsewhere: with its hash, and
 * without anything that only this service can use.
 *
 * @param binding how its tokens are bound; null if the settings decide
 * @param language what its mails are written in; null if nobody has chosen yet
 * @param passwordExpired whether the holder has to change the password before the next
 * login
 * @param hash as {@link io.hellwall.password.ForeignHash#text} writes it
 */
public record MovedAccount(AccountId id, EmailAddress email, @Nullable PhoneNumber phone, boolean active,
		Instant createdAt, @Nullable BindingMode binding, @Nullable Language language, boolean passwordExpired,
		String hash) {

	@Override
	public String toString() {
		return "MovedAccount[" + this.id + "]";
	}

}
