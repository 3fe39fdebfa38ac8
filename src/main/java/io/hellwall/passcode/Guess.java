package io.hellwall.passcode;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * How often an account was guessed at from one origin since the last success. Written by
 * statements alone.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "guess")
class Guess {

	@EmbeddedId
	private Key key;

	private int failures;

	private int refused;

	private Instant blockedUntil;

	private Instant changedAt;

	@SuppressWarnings("NullAway.Init")
	protected Guess() { // for JPA
	}

	/** Whose it is, and who guesses. */
	@Embeddable
	record Key(UUID accountId, String origin) implements Serializable {
	}

}
