package io.hellwall.account;

import java.time.Instant;
import java.util.Arrays;

import io.hellwall.binding.BindingMode;
import org.jspecify.annotations.Nullable;

/** Who may log in. */
public final class Account {

	private final AccountId id;

	private final EmailAddress email;

	private final @Nullable PhoneNumber phone;

	private final Instant createdAt;

	private final boolean active;

	private final byte[] credentialFingerprint;

	private final @Nullable BindingMode binding;

	Account(AccountId id, EmailAddress email, @Nullable PhoneNumber phone, Instant createdAt, boolean active,
			byte[] credentialFingerprint, @Nullable BindingMode binding) {
		this.id = id;
		this.email = email;
		this.phone = phone;
		this.createdAt = createdAt;
		this.active = active;
		this.credentialFingerprint = credentialFingerprint;
		this.binding = binding;
	}

	public AccountId id() {
		return this.id;
	}

	public EmailAddress email() {
		return this.email;
	}

	public @Nullable PhoneNumber phone() {
		return this.phone;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	/** Whether the account may be used; an administrator may have disabled it. */
	public boolean active() {
		return this.active;
	}

	/**
	 * 32 bytes that change with the password, but not when the same password is hashed
	 * again.
	 */
	public byte[] credentialFingerprint() {
		return Arrays.copyOf(this.credentialFingerprint, this.credentialFingerprint.length);
	}

	/** How its next tokens are bound; null if the settings decide. */
	public @Nullable BindingMode binding() {
		return this.binding;
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
