package io.hellwall.selfservice;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.password.HashedPassword;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An account that somebody asked for, until the passcode from the mail comes back. Only
 * statements write it, never the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "registration")
class PendingRegistration {

	@EmbeddedId
	private Key key;

	private String email;

	private @Nullable String phone;

	private String passwordHash;

	private Instant expiresAt;

	@SuppressWarnings("NullAway.Init")
	protected PendingRegistration() { // for JPA
	}

	Key key() {
		return this.key;
	}

	EmailAddress email() {
		return EmailAddress.parse(this.email);
	}

	@Nullable PhoneNumber phone() {
		return (this.phone != null) ? new PhoneNumber(this.phone) : null;
	}

	HashedPassword password() {
		return new HashedPassword(this.passwordHash);
	}

	/** What stands for an address, and the device that asked. */
	@Embeddable
	record Key(UUID addressId, String mac, String network) implements Serializable {

		static Key of(AccountId address, Device device) {
			return new Key(address.value(), device.mac().value(), device.network().toString());
		}

	}

}
