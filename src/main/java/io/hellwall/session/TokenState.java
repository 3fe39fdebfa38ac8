package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * All that a decision about a token needs, read by one query.
 *
 * @param generation 0 for the token that the login gave out, one more for each successor
 * @param supersededAt when its successor was made; null while it is current
 * @param usedAt when it was first seen as a successor; null if never
 * @param endsAt maximum age of the session
 * @param endedAt when the session was ended before that
 * @param accountUnchanged whether the account is active, with the address and password
 * that the session was opened with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenState(byte[] hmac, int generation, Instant expiresAt, @Nullable Instant supersededAt,
		@Nullable Instant usedAt, UUID sessionId, UUID accountId, String email, byte[] credentialFingerprint,
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

	/** Whether this successor has not been seen yet. */
	boolean firstUse() {
		return this.generation > 0 && this.usedAt == null;
	}

	/**
	 * Whether this successor was used so long ago that its predecessor is a copy. What
	 * lies as far in the future was used before the clock was set back.
	 */
	boolean seenBefore(Instant now, Duration overlap) {
		return this.usedAt != null && Duration.between(this.usedAt, now).abs().compareTo(overlap) >= 0;
	}

}
