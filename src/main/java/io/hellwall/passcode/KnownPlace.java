package io.hellwall.passcode;

import java.time.Instant;

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
	private IssuedPasscode.Key key;

	private Instant seenAt;

	@SuppressWarnings("NullAway.Init")
	protected KnownPlace() { // for JPA
	}

}
