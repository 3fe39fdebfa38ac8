package io.hellwall.passcode;

import java.time.Instant;
import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * Counts guesses at an account, whatever passcode they are at, by the place they come
 * from. Where the account logged in before, it has a budget of its own, which nobody uses
 * up for it from elsewhere. Everybody else is counted by network, and all of them
 * together up to the hundred of SP 800-63B-4 §3.2.2.
 */
@Component
class Guesses {

	private static final int MOST = 100;

	private static final String ALL_STRANGERS = "";

	private final GuessRepository guesses;

	private final KnownPlaceRepository places;

	Guesses(GuessRepository guesses, KnownPlaceRepository places) {
		this.guesses = guesses;
		this.places = places;
	}

	/** Who is counted: one place that is known, or a whole network. */
	String origin(IssuedPasscode.Key key) {
		return this.places.existsByKey(key) ? "place " + key.mac() + " " + key.network() : "network " + key.network();
	}

	/** Whose mails are counted: those of one place that is known, or of all strangers. */
	String mailPayer(IssuedPasscode.Key key) {
		String origin = origin(key);
		return isStranger(origin) ? ALL_STRANGERS : origin;
	}

	/** Counts a guess; false if it must not be looked at. */
	boolean admit(UUID account, String origin, Instant now) {
		if (this.guesses.countFailure(account, origin, MOST, now.toEpochMilli()) == 0
				|| (isStranger(origin) && this.guesses.countStrangerFailure(account, MOST, now.toEpochMilli()) == 0)) {
			this.guesses.countRefused(new Guess.Key(account, origin));
			return false;
		}
		return true;
	}

	/** After a success: counts begin anew, and the place is known from now on. */
	@TransactionalOnPasscodes
	public void forgive(IssuedPasscode.Key key, String origin, Instant now) {
		this.guesses.delete(new Guess.Key(key.accountId(), origin));
		this.guesses.delete(new Guess.Key(key.accountId(), ALL_STRANGERS));
		this.places.remember(key.accountId(), key.mac(), key.network(), now.toEpochMilli());
	}

	/** Whoever was guessed at may be guessed at again. */
	void forget(UUID account) {
		this.guesses.deleteAll(account);
	}

	static boolean isStranger(String origin) {
		return origin.equals(ALL_STRANGERS) || origin.startsWith("network ");
	}

}
