package io.hellwall.guess;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.guess.GuessOrigin.Stranger;

import org.springframework.stereotype.Component;

/**
 * Counts attempts at the password of an account by their origin. A device and network
 * that the account logged in from has a count of its own, so that nobody can use up its
 * attempts from elsewhere. Strangers are counted by network, and all of them together.
 */
@Component
public class Guesses {

	private final GuessTransactions transactions;

	private final GuessRepository guesses;

	private final KnownPlaceRepository places;

	private final List<Lock> locks = Stream.generate(() -> (Lock) new ReentrantLock()).limit(256).toList();

	Guesses(GuessTransactions transactions, GuessRepository guesses, KnownPlaceRepository places) {
		this.transactions = transactions;
		this.guesses = guesses;
		this.places = places;
	}

	/** Where requests for the account from this device come from. */
	public GuessOrigin origin(AccountId account, Device device) {
		return this.places.existsByKey(KnownPlace.Key.of(account, device)) ? new Known(device)
				: new Stranger(device.network());
	}

	/** Counts an attempt as a failure. That is committed before anybody evaluates it. */
	Attempt count(AccountId account, GuessOrigin origin, Instant now) {
		return alone(account, () -> this.transactions.count(account, origin, now));
	}

	/**
	 * Says how an attempt ended. Costs the same for right and wrong passwords.
	 * @param right whether the password was right, and evaluated; then the count of its
	 * origin starts again at zero, but no count of others
	 */
	public void settle(Attempt attempt, boolean right) {
		alone(attempt.account(), () -> {
			this.transactions.settle(attempt, right);
			return right;
		});
	}

	/**
	 * After a login: the count of its origin starts again, for a stranger also that of
	 * all strangers, and the device is known from now on.
	 */
	public void forgive(AccountId account, Device device, GuessOrigin origin, Instant now) {
		this.transactions.forgive(account, device, origin, now);
	}

	/**
	 * Does work when nobody else on this node does such work for the account. Of many
	 * guesses at one account, so one is at the store at a time. In the store they would
	 * wait for its rows, and each would hold a connection that other accounts need.
	 * @param work begins a transaction of its own
	 */
	public <T> T alone(AccountId account, Supplier<T> work) {
		Lock lock = this.locks.get(Math.floorMod(account.hashCode(), this.locks.size()));
		lock.lock();
		try {
			return work.get();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Erases all that is kept of an account here: failures, and places that it knows.
	 * Joins the caller's transaction.
	 */
	public void erase(AccountId account) {
		this.guesses.deleteAll(account);
		this.places.deleteAll(account);
	}

	/** Forgets all failures, so that nobody waits and no account is guarded. */
	public void forget(AccountId account) {
		this.guesses.deleteAll(account);
	}

	/** Devices and networks that the account logged in from lately. */
	public List<SeenPlace> places(AccountId account) {
		return this.places.findByKeyAccountId(account.value()).stream().map(KnownPlace::seen).toList();
	}

}
