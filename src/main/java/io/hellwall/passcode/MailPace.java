package io.hellwall.passcode;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** When an account was last mailed a passcode, on whatever device. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "mail_pace")
class MailPace {

	@Id
	private UUID accountId;

	private Instant mailedAt;

	@SuppressWarnings("NullAway.Init")
	protected MailPace() { // for JPA
	}

	Instant mailedAt() {
		return this.mailedAt;
	}

}
