package io.hellwall.account;

import java.time.Instant;

import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in.
 *
 * @param active whether the account may be used; an administrator may have disabled it
 * @param credentialFingerprint 32 bytes that change with the password, but not when the
 * same password is hashed again
 * @param binding how its next tokens are bound; null if the settings decide
 * @param language what its mails are written in; null if nobody has chosen yet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Account(AccountId id, EmailAddress email, @Nullable PhoneNumber phone, Instant createdAt, boolean active,
		byte[] credentialFingerprint, @Nullable BindingMode binding, @Nullable Language language) {

	@Override
	public byte[] credentialFingerprint() {
		return this.credentialFingerprint.clone();
	}

	/** An account without a phone number accepts any; a caller may always omit it. */
	boolean accepts(@Nullable PhoneNumber named) {
		return this.phone == null || named == null || this.phone.equals(named);
	}

	@Override
	public String toString() {
		return "Account[" + this.id + "]";
	}

}
