package io.hellwall.passcode;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The one passcode of an account on a device. Only statements write it, never the entity
 * manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "passcode")
class IssuedPasscode {

	@EmbeddedId
	private Key key;

	private byte[] hmac;

	/** How many characters it has. */
	private int characters;

	private Instant issuedAt;

	private Instant expiresAt;

	private int attempts;

	private @Nullable Instant usedAt;

	@SuppressWarnings("NullAway.Init")
	protected IssuedPasscode() { // for JPA
	}

	/** An account on a device. */
	@Embeddable
	record Key(UUID accountId, String mac, String network) implements Serializable {

		static Key of(AccountId account, Device device) {
			return new Key(account.value(), device.mac().value(), device.network().toString());
		}

		/** One that no passcode has. */
		static Key ofNobody(AccountId shadow) {
			return new Key(shadow.value(), "", "");
		}

	}

}
