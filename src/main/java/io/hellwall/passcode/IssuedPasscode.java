package io.hellwall.passcode;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The one passcode of an account on a device for a purpose. Only statements write it,
 * never the entity manager.
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

	/** An account on a device, and what for. */
	@Embeddable
	record Key(UUID accountId, String mac, String network,
			@Enumerated(EnumType.STRING) PasscodePurpose purpose) implements Serializable {

		/** Of a passcode for a login. */
		static Key of(AccountId account, Device device) {
			return of(account, device, PasscodePurpose.LOGIN);
		}

		static Key of(AccountId account, Device device, PasscodePurpose purpose) {
			return new Key(account.value(), device.mac().value(), device.network().toString(), purpose);
		}

		static Key ofAnyDevice(AccountId account, PasscodePurpose purpose) {
			return new Key(account.value(), "", "", purpose);
		}

		/** One that no passcode has. */
		static Key ofNobody(AccountId shadow) {
			return ofAnyDevice(shadow, PasscodePurpose.LOGIN);
		}

	}

}
