package io.hellwall.passcode;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.GuessOrigin.AllStrangers;
import io.hellwall.guess.GuessOrigin.Known;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * When the last passcode was mailed to an account for requests from one origin, and how
 * many since an hour began. An hour begins with its first mail.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "mail_pace")
class MailPace {

	static final Duration HOUR = Duration.ofHours(1);

	static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	@EmbeddedId
	private Key key;

	private Instant mailedAt;

	private Instant hourBeganAt;

	private int mails;

	@SuppressWarnings("NullAway.Init")
	protected MailPace() { // for JPA
	}

	/** An account, and where the requests that share this pace come from. */
	@Embeddable
	record Key(UUID accountId, String origin) implements Serializable {

		/**
		 * A known place has mails of its own, which nobody can use up from elsewhere. All
		 * strangers share theirs.
		 */
		static Key of(AccountId account, GuessOrigin origin) {
			GuessOrigin payer = (origin instanceof Known) ? origin : new AllStrangers();
			return new Key(account.value(), payer.stored());
		}

		/**
		 * A purpose has mails of its own. So nobody who needs no password uses up those
		 * that need one.
		 */
		static Key of(AccountId account, PasscodePurpose purpose, GuessOrigin origin) {
			return new Key(account.value(), purpose + " " + origin.stored());
		}

	}

	/**
	 * How long the next mail has to wait, at least a second.
	 * @param most how many mails may go out in an hour
	 * @param pause how long each waits for the one before
	 */
	Duration retryAfter(Instant now, int most, Duration pause) {
		Instant next = this.mailedAt.plus(pause);
		Instant hour = this.hourBeganAt.plus(HOUR);
		Duration wait = Duration.between(now, (this.mails >= most && hour.isAfter(next)) ? hour : next);
		return (wait.compareTo(SHORTEST_WAIT) > 0) ? wait : SHORTEST_WAIT;
	}

}
