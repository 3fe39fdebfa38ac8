package io.hellwall.guess;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin.AllStrangers;
import io.hellwall.guess.GuessOrigin.Stranger;

import org.springframework.stereotype.Component;

/**
 * The steps that consist of several statements and must happen completely or not at all.
 * For the same origin each step runs the same statements whatever the outcome, and always
 * writes, so that its time tells nothing.
 */
@Component
class GuessTransactions {

	private final GuessRepository guesses;

	private final KnownPlaceRepository places;

	GuessTransactions(GuessRepository guesses, KnownPlaceRepository places) {
		this.guesses = guesses;
		this.places = places;
	}

	/**
	 * Counts an attempt as a failure, before it is evaluated. No second attempt of the
	 * origin can come between the count and the delay that follows from it.
	 */
	@TransactionalOnPasscodes
	public Attempt count(AccountId account, GuessOrigin origin, Instant now) {
		Guess.Key key = Guess.Key.of(account, origin);
		Optional<Integer> failures = this.guesses.countFailure(key, now.toEpochMilli());
		if (failures.isPresent()) {
			this.guesses.block(key, BackOff.nextGuess(failures.get(), now));
		}
		else {
			this.guesses.countRefused(key);
		}
		int strangersFailures = (origin instanceof Stranger) ? this.guesses.countStrangerFailure(allStrangers(account),
				failures.isPresent() ? 1 : 0, now.toEpochMilli()) : 0;
		return new Attempt(account, origin, failures.isEmpty(), strangersFailures);
	}

	/**
	 * After an attempt was evaluated. If the password was right, the origin starts again
	 * at zero, and the attempt was no failure of a stranger.
	 */
	@TransactionalOnPasscodes
	public void settle(Attempt attempt, boolean right) {
		Guess.Key key = Guess.Key.of(attempt.account(), attempt.origin());
		if (right) {
			this.guesses.reset(key, Instant.EPOCH);
		}
		else {
			this.guesses.settle(key);
		}
		if (attempt.origin() instanceof Stranger) {
			settleStrangers(allStrangers(attempt.account()), right);
		}
	}

	private void settleStrangers(Guess.Key key, boolean right) {
		if (right) {
			this.guesses.takeBack(key);
		}
		else {
			this.guesses.settle(key);
		}
	}

	@TransactionalOnPasscodes
	public void forgive(AccountId account, Device device, GuessOrigin origin, Instant now) {
		this.guesses.delete(Guess.Key.of(account, origin));
		if (origin instanceof Stranger) {
			this.guesses.delete(allStrangers(account));
		}
		this.places.remember(KnownPlace.Key.of(account, device), now.toEpochMilli());
	}

	private static Guess.Key allStrangers(AccountId account) {
		return Guess.Key.of(account, new AllStrangers());
	}

}
