package io.hellwall.guess;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * How many guesses at an account failed from one origin since its last success. Only
 * statements write it, never the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "guess")
class Guess {

	@EmbeddedId
	private Key key;

	private int failures;

	private int refused;

	/**
	 * How many attempts were evaluated. Nobody reads it. It is written when an attempt
	 * was wrong, so that this takes as long as what is written when it was right.
	 */
	private int settled;

	private Instant blockedUntil;

	private Instant changedAt;

	@SuppressWarnings("NullAway.Init")
	protected Guess() { // for JPA
	}

	/** The account that is guessed at, and where the guesses come from. */
	@Embeddable
	record Key(UUID accountId, String origin) implements Serializable {

		static Key of(AccountId account, GuessOrigin origin) {
			return new Key(account.value(), origin.stored());
		}

	}

}
