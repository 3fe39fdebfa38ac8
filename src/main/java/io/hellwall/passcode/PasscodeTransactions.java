package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.Guesses;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.stereotype.Component;

/**
 * The steps that consist of several statements and must happen completely or not at all.
 */
@Component
class PasscodeTransactions {

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final PasscodeFailuresRepository failures;

	private final Guesses guesses;

	private final PasscodeMaker maker;

	private final PasscodeProperties properties;

	PasscodeTransactions(PasscodeRepository passcodes, MailPaceRepository paces, PasscodeFailuresRepository failures,
			Guesses guesses, PasscodeMaker maker, PasscodeProperties properties) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.failures = failures;
		this.guesses = guesses;
		this.maker = maker;
		this.properties = properties;
	}

	/** How many characters the next passcode of the account needs. */
	int nextLength(AccountId account) {
		return (this.failures.find(account).orElse(0) < PasscodeFailures.MOST) ? Passcode.SHORT : Passcode.LONG;
	}

	/**
	 * Replaces a passcode, unless the account was mailed too recently or too often.
	 * @param payer whose mails are counted
	 * @param characters how many characters the passcode has
	 */
	@TransactionalOnPasscodes
	public boolean replace(IssuedPasscode.Key key, MailPace.Key payer, byte[] stored, int characters, Instant now) {
		if (this.paces.advance(payer, this.properties.maxPerHour(), this.properties.resendInterval().toMillis(),
				MailPace.HOUR.toMillis(), now.toEpochMilli()) == 0) {
			return false;
		}
		this.passcodes.replace(key, stored, characters, now.toEpochMilli(),
				now.plus(this.properties.ttl()).toEpochMilli());
		return true;
	}

	/** Undoes {@link #replace}, and the next request need not wait. */
	@TransactionalOnPasscodes
	public void withdraw(IssuedPasscode.Key key, MailPace.Key payer, byte[] stored, Instant issuedAt) {
		this.passcodes.withdraw(key, stored);
		this.paces.takeBack(payer, issuedAt, Instant.EPOCH);
	}

	/**
	 * Counts a try against the passcode and, if that is a short one, against the account.
	 * It is committed before the passcode is compared, so that nothing gives it back.
	 * What the attempt at the password means for its origin is written along with it, so
	 * that every refused login costs one commit.
	 * @param key of the passcode that is tried; of one that nobody has if the password
	 * was wrong
	 */
	@TransactionalOnPasscodes
	public CountedTry countTry(PasswordCheck check, IssuedPasscode.Key key, Passcode passcode, Instant now) {
		this.guesses.settle(check.attempt(), check.right());
		return count(check.attempt().account(), check.right(), key, passcode, now);
	}

	/**
	 * The same where nobody has to know a password, because a token proves who asks.
	 */
	@TransactionalOnPasscodes
	public CountedTry countTry(AccountId account, IssuedPasscode.Key key, Passcode passcode, Instant now) {
		return count(account, true, key, passcode, now);
	}

	private CountedTry count(AccountId account, boolean proved, IssuedPasscode.Key key, Passcode passcode,
			Instant now) {
		if (this.maker.allStored(key, passcode).anyMatch((stored) -> this.passcodes.isSpent(key, stored))) {
			return CountedTry.refused(Redemption.SPENT_PASSCODE);
		}
		Optional<Integer> characters = this.passcodes.countAttempt(key, this.properties.maxAttempts(),
				now.toEpochMilli());
		boolean isShort = characters.filter((count) -> count == Passcode.SHORT).isPresent();
		Optional<Integer> failures = this.failures.count(account, isShort, PasscodeFailures.MOST, now.toEpochMilli());
		if (characters.isEmpty()) {
			return CountedTry.refused(proved ? Redemption.NO_LIVE_PASSCODE : Redemption.NOT_EVALUATED);
		}
		if (isShort && failures.isEmpty()) {
			return CountedTry.refused(Redemption.SHORT_PASSCODE);
		}
		return new CountedTry(null, failures.equals(Optional.of(PasscodeFailures.MOST)));
	}

	/**
	 * Marks the passcode as used; false if it is another one, or not live. Each server
	 * key costs a statement, and each statement decides alone.
	 */
	boolean spend(IssuedPasscode.Key key, Passcode passcode, Instant now) {
		return this.maker.allStored(key, passcode).anyMatch((stored) -> this.passcodes.spend(key, stored, now) == 1);
	}

	/**
	 * After a login: the counts start again, the device is known from now on, and the
	 * next mail need not wait for the last one.
	 */
	@TransactionalOnPasscodes
	public void loggedIn(AccountId account, Device device, GuessOrigin origin, Instant now) {
		this.guesses.forgive(account, device, origin, now);
		this.failures.delete(account);
		this.paces.liftPause(MailPace.Key.of(account, origin), Instant.EPOCH);
	}

	/** The next mail need not wait for the last one. */
	@TransactionalOnPasscodes
	public void liftPause(AccountId account, GuessOrigin origin) {
		this.paces.liftPause(MailPace.Key.of(account, origin), Instant.EPOCH);
	}

	/** Sets all counts of wrong guesses back to zero. */
	@TransactionalOnPasscodes
	public void forgetGuesses(AccountId account) {
		this.guesses.forget(account);
		this.failures.delete(account);
	}

}
