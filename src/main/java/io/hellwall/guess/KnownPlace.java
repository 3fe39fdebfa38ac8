package io.hellwall.guess;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A device and network that an account logged in from. Only statements write it, never
 * the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "known_place")
class KnownPlace {

	@EmbeddedId
	private Key key;

	private Instant seenAt;

	@SuppressWarnings("NullAway.Init")
	protected KnownPlace() { // for JPA
	}

	SeenPlace seen() {
		return new SeenPlace(new MacAddress(this.key.mac()), Network.of(this.key.network()), this.seenAt);
	}

	/** An account, and a device in its network. */
	@Embeddable
	record Key(UUID accountId, String mac, String network) implements Serializable {

		static Key of(AccountId account, Device device) {
			return new Key(account.value(), device.mac().value(), device.network().toString());
		}

	}

}
