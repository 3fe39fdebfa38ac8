package io.hellwall.passcode;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * How many guesses at short passcodes of an account failed since its last login. Only
 * statements write it, never the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "passcode_failures")
class PasscodeFailures {

	/** After so many in a row, no short passcode is accepted until a login succeeds. */
	static final int MOST = 100;

	@Id
	private UUID accountId;

	private int failures;

	private Instant changedAt;

	@SuppressWarnings("NullAway.Init")
	protected PasscodeFailures() { // for JPA
	}

}
