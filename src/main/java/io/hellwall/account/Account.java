package io.hellwall.account;

import java.time.Instant;
import java.util.Objects;

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
 * @param passwordExpired whether the holder has to change the password before the next
 * login
 * @param version how often it was changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Account(AccountId id, EmailAddress email, @Nullable PhoneNumber phone, Instant createdAt, boolean active,
		byte[] credentialFingerprint, @Nullable BindingMode binding, @Nullable Language language,
		boolean passwordExpired, int version) {

	@Override
	public byte[] credentialFingerprint() {
		return this.credentialFingerprint.clone();
	}

	public AccountStatus status() {
		return this.active ? AccountStatus.ACTIVE : AccountStatus.DISABLED;
	}

	/** The same account with another address. */
	public Account withEmail(EmailAddress email) {
		return new Account(this.id, email, this.phone, this.createdAt, this.active, this.credentialFingerprint,
				this.binding, this.language, this.passwordExpired, this.version);
	}

	/** The same account with another phone number, or without one. */
	public Account withPhone(@Nullable PhoneNumber phone) {
		return new Account(this.id, this.email, phone, this.createdAt, this.active, this.credentialFingerprint,
				this.binding, this.language, this.passwordExpired, this.version);
	}

	/** The same account, enabled or disabled. */
	public Account withStatus(AccountStatus status) {
		return new Account(this.id, this.email, this.phone, this.createdAt, status == AccountStatus.ACTIVE,
				this.credentialFingerprint, this.binding, this.language, this.passwordExpired, this.version);
	}

	/** The same account with another binding mode; null lets the settings decide. */
	public Account withBinding(@Nullable BindingMode binding) {
		return new Account(this.id, this.email, this.phone, this.createdAt, this.active, this.credentialFingerprint,
				binding, this.language, this.passwordExpired, this.version);
	}

	/** The same account with another language. */
	public Account withLanguage(Language language) {
		return new Account(this.id, this.email, this.phone, this.createdAt, this.active, this.credentialFingerprint,
				this.binding, language, this.passwordExpired, this.version);
	}

	/** Whether all is equal that can be changed. */
	public boolean same(Account other) {
		return this.email.equals(other.email) && Objects.equals(this.phone, other.phone) && this.active == other.active
				&& this.binding == other.binding && this.language == other.language;
	}

	/** The same account, after it was written once more. */
	public Account nextVersion() {
		return new Account(this.id, this.email, this.phone, this.createdAt, this.active, this.credentialFingerprint,
				this.binding, this.language, this.passwordExpired, this.version + 1);
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
