package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.Guesses;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.stereotype.Component;

/**
 * The steps that consist of several statements and must happen completely or not at all.
 */
@Component
class PasscodeTransactions {

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final Guesses guesses;

	private final PasscodeMaker maker;

	private final PasscodeProperties properties;

	PasscodeTransactions(PasscodeRepository passcodes, MailPaceRepository paces, Guesses guesses, PasscodeMaker maker,
			PasscodeProperties properties) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.guesses = guesses;
		this.maker = maker;
		this.properties = properties;
	}

	/**
	 * Replaces a passcode, unless the account was mailed too recently or too often.
	 * @param payer whose mails are counted
	 */
	@TransactionalOnPasscodes
	public boolean replace(IssuedPasscode.Key key, MailPace.Key payer, byte[] stored, Instant now) {
		if (this.paces.advance(payer, this.properties.maxPerHour(), this.properties.resendInterval().toMillis(),
				MailPace.HOUR.toMillis(), now.toEpochMilli()) == 0) {
			return false;
		}
		this.passcodes.replace(key, stored, now.toEpochMilli(), now.plus(this.properties.ttl()).toEpochMilli());
		return true;
	}

	/** Undoes {@link #replace}, and the next request need not wait. */
	@TransactionalOnPasscodes
	public void withdraw(IssuedPasscode.Key key, MailPace.Key payer, byte[] stored, Instant issuedAt) {
		this.passcodes.withdraw(key, stored);
		this.paces.takeBack(payer, issuedAt, Instant.EPOCH);
	}

	/**
	 * Counts an attempt against the account and against the passcode. It is committed
	 * before the passcode is checked, so that nothing gives it back.
	 * @return empty if the passcode may be checked, else the reason why not
	 */
	@TransactionalOnPasscodes
	public Optional<Redemption> countAttempt(AccountId account, Device device, GuessOrigin origin, Instant now) {
		if (!this.guesses.admit(account, origin, now)) {
			return Optional.of(Redemption.TOO_MANY_GUESSES);
		}
		if (this.passcodes.countAttempt(IssuedPasscode.Key.of(account, device), this.properties.maxAttempts(),
				now) == 0) {
			return Optional.of(Redemption.NO_LIVE_PASSCODE);
		}
		return Optional.empty();
	}

	/**
	 * Marks the passcode as used; false if it is another one, or not live. Each server
	 * key costs a statement, and each statement decides alone.
	 */
	boolean spend(IssuedPasscode.Key key, Passcode passcode, Instant now) {
		return this.maker.allStored(key, passcode).anyMatch((stored) -> this.passcodes.spend(key, stored, now) == 1);
	}

}
