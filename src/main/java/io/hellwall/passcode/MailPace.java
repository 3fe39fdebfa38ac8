package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * When an account was last mailed a passcode that was asked for from one origin, and how
 * often in the hour that began with the first of them.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "mail_pace")
class MailPace {

	static final Duration HOUR = Duration.ofHours(1);

	@EmbeddedId
	private Guess.Key key;

	private Instant mailedAt;

	private Instant hourBeganAt;

	private int mails;

	@SuppressWarnings("NullAway.Init")
	protected MailPace() { // for JPA
	}

	/** When the next mail may go out. */
	Instant next(PasscodeProperties properties) {
		Instant pause = this.mailedAt.plus(properties.resendInterval());
		Instant hour = this.hourBeganAt.plus(HOUR);
		return (this.mails >= properties.maxPerHour() && hour.isAfter(pause)) ? hour : pause;
	}

}
