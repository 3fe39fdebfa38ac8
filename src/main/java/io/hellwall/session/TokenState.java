package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision about a token needs. One query reads it.
 *
 * @param generation 0 for the first token of a session, one more for each successor
 * @param supersededAt when its successor was made; null while it is current
 * @param usedAt when a client first used it as a successor; null if never
 * @param endsAt maximum age of the session
 * @param endedAt when the session was ended before that
 * @param accountUnchanged whether the account is active, with the address and password
 * that the session was opened with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenState(byte[] hmac, int generation, Instant expiresAt, @Nullable Instant supersededAt,
		@Nullable Instant usedAt, SessionId session, AccountId account, String email, byte[] credentialFingerprint,
		Instant endsAt, @Nullable Instant endedAt, boolean accountUnchanged) {

	boolean sessionOver(Instant now) {
		return this.endedAt != null || !now.isBefore(this.endsAt) || !this.accountUnchanged;
	}

	boolean superseded() {
		return this.supersededAt != null;
	}

	boolean expired(Instant now) {
		return !now.isBefore(this.expiresAt);
	}

	/** Whether a client uses this successor for the first time. */
	boolean firstUse() {
		return this.generation > 0 && this.usedAt == null;
	}

	/**
	 * Whether this successor was used so long ago that whoever still sends its
	 * predecessor has a copy. A use that is as far in the future happened before the
	 * clock was set back.
	 */
	boolean usedLongAgo(Instant now, Duration overlap) {
		return this.usedAt != null && Duration.between(this.usedAt, now).abs().compareTo(overlap) >= 0;
	}

}
