package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** The steps that must happen whole. */
@Component
class PasscodeTransactions {

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final Guesses guesses;

	PasscodeTransactions(PasscodeRepository passcodes, MailPaceRepository paces, Guesses guesses) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.guesses = guesses;
	}

	/**
	 * Replaces the passcode of that key, unless the account was mailed too recently or
	 * too often.
	 */
	@TransactionalOnPasscodes
	public boolean replace(IssuedPasscode.Key key, String origin, byte[] hmac, Instant now,
			PasscodeProperties properties) {
		if (this.paces.advance(key.accountId(), origin, properties.maxPerHour(), properties.resendInterval().toMillis(),
				MailPace.HOUR.toMillis(), now.toEpochMilli()) == 0) {
			return false;
		}
		this.passcodes.replace(key.accountId(), key.mac(), key.network(), hmac, now.toEpochMilli(),
				now.plus(properties.ttl()).toEpochMilli());
		return true;
	}

	/**
	 * Counts a guess, against the account and against the passcode: one commit, whatever
	 * comes of it.
	 * @return empty if the guess may be looked at, else why not
	 */
	@TransactionalOnPasscodes
	public Optional<Redemption> countAttempt(IssuedPasscode.Key key, String origin, int maxAttempts, Instant now) {
		if (!this.guesses.admit(key.accountId(), origin, now)) {
			return Optional.of(Redemption.TOO_MANY_GUESSES);
		}
		if (this.passcodes.countAttempt(key, maxAttempts, now) == 0) {
			return Optional.of(Redemption.NO_LIVE_PASSCODE);
		}
		return Optional.empty();
	}

	/** As if it had never been made: the next request need not wait. */
	@TransactionalOnPasscodes
	public void withdraw(IssuedPasscode.Key key, String origin, byte[] hmac, Instant issuedAt) {
		this.passcodes.withdraw(key, hmac);
		this.paces.takeBack(new Guess.Key(key.accountId(), origin), issuedAt, Instant.EPOCH);
	}

	/** How long the account has to wait for its next mail, at least a second. */
	Duration retryAfter(IssuedPasscode.Key key, String origin, Instant now, PasscodeProperties properties) {
		return this.paces.findByKey(new Guess.Key(key.accountId(), origin))
			.map((pace) -> Duration.between(now, pace.next(properties)))
			.filter((wait) -> wait.compareTo(Duration.ofSeconds(1)) > 0)
			.orElse(Duration.ofSeconds(1));
	}

}
