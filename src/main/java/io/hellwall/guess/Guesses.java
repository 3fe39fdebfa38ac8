package io.hellwall.guess;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin.AllStrangers;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.guess.GuessOrigin.Stranger;

import org.springframework.stereotype.Component;

/**
 * Counts the guesses at an account by their origin, whatever passcode they try. A device
 * and network that the account logged in from has a count of its own, so that nobody can
 * use up its guesses from elsewhere. Strangers are counted by network, and all of them
 * together.
 */
@Component
public class Guesses {

	private final GuessRepository guesses;

	private final KnownPlaceRepository places;

	Guesses(GuessRepository guesses, KnownPlaceRepository places) {
		this.guesses = guesses;
		this.places = places;
	}

	public GuessOrigin origin(AccountId account, Device device) {
		return this.places.existsByKey(KnownPlace.Key.of(account, device)) ? new Known(device)
				: new Stranger(device.network());
	}

	/**
	 * Counts a guess as a failure, before it is checked. Must run in a transaction, so
	 * that a second guess cannot come between the count and the delay that follows.
	 * @return false if the guess must not be checked
	 */
	public boolean admit(AccountId account, GuessOrigin origin, Instant now) {
		Guess.Key key = Guess.Key.of(account, origin);
		Optional<Integer> failures = this.guesses.countFailure(key, now.toEpochMilli());
		if (failures.isEmpty()) {
			this.guesses.countRefused(key);
			return false;
		}
		Instant nextGuess = BackOff.nextGuess(failures.get(), now);
		if (nextGuess.isAfter(now)) {
			this.guesses.block(key, nextGuess);
		}
		if (origin instanceof Stranger && this.guesses.countStrangerFailure(Guess.Key.of(account, new AllStrangers()),
				BackOff.MOST_FAILURES, now.toEpochMilli()) == 0) {
			this.guesses.countRefused(key);
			return false;
		}
		return true;
	}

	/** After a login: the counts start again, and the device is known from now on. */
	@TransactionalOnPasscodes
	public void forgive(AccountId account, Device device, GuessOrigin origin, Instant now) {
		this.guesses.delete(Guess.Key.of(account, origin));
		this.guesses.delete(Guess.Key.of(account, new AllStrangers()));
		this.places.remember(KnownPlace.Key.of(account, device), now.toEpochMilli());
	}

	/** Forgets all failures, so that guesses from everywhere are checked again. */
	public void forget(AccountId account) {
		this.guesses.deleteAll(account);
	}

}
