package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

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

	@EmbeddedId
	private Guess.Key key;

	private Instant mailedAt;

	private Instant hourBeganAt;

	private int mails;

	@SuppressWarnings("NullAway.Init")
	protected MailPace() { // for JPA
	}

	/** When the next mail may be sent. */
	Instant next(PasscodeProperties properties) {
		Instant pause = this.mailedAt.plus(properties.resendInterval());
		Instant hour = this.hourBeganAt.plus(HOUR);
		return (this.mails >= properties.maxPerHour() && hour.isAfter(pause)) ? hour : pause;
	}

}
