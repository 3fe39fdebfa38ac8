package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.GuessOrigin.AllStrangers;
import io.hellwall.guess.GuessOrigin.Stranger;
import io.hellwall.guess.TransactionalOnPasscodes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The steps of {@link AddressProofs} that consist of several statements and must happen
 * completely or not at all.
 */
@Component
class AddressProofTransactions {

	/** So many networks of strangers can use up their mails before the others wait. */
	private static final int NETWORKS = 4;

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final PasscodeMaker maker;

	private final PasscodeProperties properties;

	AddressProofTransactions(PasscodeRepository passcodes, MailPaceRepository paces, PasscodeMaker maker,
			PasscodeProperties properties) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.maker = maker;
		this.properties = properties;
	}

	/** Counts a mail, or nothing if one of its paces does not allow it now. */
	@TransactionalOnPasscodes
	public boolean countMail(PasscodePurpose purpose, AccountId account, GuessOrigin origin, Instant now) {
		MailPace.Key own = MailPace.Key.of(account, purpose, origin);
		if (advance(own, this.properties.maxPerHour(), this.properties.resendInterval(), now) == 0) {
			return false;
		}
		if (!(origin instanceof Stranger)) {
			return true;
		}
		MailPace.Key all = MailPace.Key.of(account, purpose, new AllStrangers());
		if (advance(all, NETWORKS * this.properties.maxPerHour(), Duration.ZERO, now) > 0) {
			return true;
		}
		this.paces.takeBack(own, now, Instant.EPOCH);
		return false;
	}

	/** How long the next mail has to wait. */
	Duration retryAfter(PasscodePurpose purpose, AccountId account, GuessOrigin origin, Instant now) {
		Duration own = retryAfter(MailPace.Key.of(account, purpose, origin), this.properties.maxPerHour(),
				this.properties.resendInterval(), now);
		Duration all = (origin instanceof Stranger) ? retryAfter(MailPace.Key.of(account, purpose, new AllStrangers()),
				NETWORKS * this.properties.maxPerHour(), Duration.ZERO, now) : own;
		return (own.compareTo(all) > 0) ? own : all;
	}

	private Duration retryAfter(MailPace.Key key, int most, Duration pause, Instant now) {
		return this.paces.findByKey(key)
			.map((pace) -> pace.retryAfter(now, most, pause))
			.orElse(MailPace.SHORTEST_WAIT);
	}

	private int advance(MailPace.Key key, int most, Duration pause, Instant now) {
		return this.paces.advance(key, most, pause.toMillis(), MailPace.HOUR.toMillis(), now.toEpochMilli());
	}

	/** Stores a new passcode in place of the one before. */
	void replace(AddressProof proof, Passcode passcode, Instant now, Duration validFor) {
		byte[] stored = this.maker.stored(proof.key(), passcode, proof.bytes());
		this.passcodes.replace(proof.key(), stored, passcode.length(), now.toEpochMilli(),
				now.plus(validFor).toEpochMilli());
	}

	/**
	 * Counts a try.
	 * @return why the passcode must not be compared; null if it may be
	 */
	@TransactionalOnPasscodes
	public @Nullable Redemption countTry(AddressProof proof, Passcode passcode, Instant now) {
		IssuedPasscode.Key key = proof.key();
		if (this.maker.allStored(key, passcode, proof.bytes())
			.anyMatch((stored) -> this.passcodes.isSpent(key, stored))) {
			return Redemption.SPENT_PASSCODE;
		}
		return this.passcodes.countAttempt(key, this.properties.maxAttempts(), now.toEpochMilli()).isPresent() ? null
				: Redemption.NO_LIVE_PASSCODE;
	}

	/** Marks the passcode as used; each statement decides alone. */
	boolean spend(AddressProof proof, Passcode passcode, Instant now) {
		IssuedPasscode.Key key = proof.key();
		return this.maker.allStored(key, passcode, proof.bytes())
			.anyMatch((stored) -> this.passcodes.spend(key, stored, now) == 1);
	}

}
