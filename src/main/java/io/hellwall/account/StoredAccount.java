package io.hellwall.account;

import java.time.Instant;
import java.util.UUID;

import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "account")
class StoredAccount {

	@Id
	private UUID id;

	private String email;

	private String emailKey;

	private @Nullable String phone;

	private String passwordHash;

	private byte[] credentialFingerprint;

	@Enumerated(EnumType.STRING)
	private AccountStatus status;

	private Instant createdAt;

	private @Nullable String binding;

	private @Nullable String language;

	/** 1 or 0: a number is the same on both databases. */
	private int passwordExpired;

	private int version;

	@SuppressWarnings("NullAway.Init")
	protected StoredAccount() { // for JPA
	}

	String passwordHash() {
		return this.passwordHash;
	}

	Account toAccount() {
		return new Account(new AccountId(this.id), EmailAddress.parse(this.email),
				(this.phone != null) ? new PhoneNumber(this.phone) : null, this.createdAt,
				this.status == AccountStatus.ACTIVE, this.credentialFingerprint,
				(this.binding != null) ? BindingMode.parse(this.binding) : null,
				(this.language != null) ? Language.parse(this.language) : null, this.passwordExpired != 0,
				this.version);
	}

	/** With its hash. */
	MovedAccount toMoved() {
		Account account = toAccount();
		return new MovedAccount(account.id(), account.email(), account.phone(), account.active(), account.createdAt(),
				account.binding(), account.language(), account.passwordExpired(), this.passwordHash);
	}

}
