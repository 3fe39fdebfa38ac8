package io.hellwall.passcode;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The one passcode of an account on a device. Written by statements alone. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "passcode")
class IssuedPasscode {

	@EmbeddedId
	private Key key;

	private byte[] hmac;

	private Instant issuedAt;

	private Instant expiresAt;

	private int attempts;

	private @Nullable Instant usedAt;

	@SuppressWarnings("NullAway.Init")
	protected IssuedPasscode() { // for JPA
	}

	/** Whose it is, and where it may be used. */
	@Embeddable
	record Key(UUID accountId, String mac, String network) implements Serializable {
	}

}
