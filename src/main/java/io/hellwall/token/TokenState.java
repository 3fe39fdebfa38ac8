package io.hellwall.token;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.binding.BindingMode;
import io.hellwall.device.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision about a token needs. One query reads it.
 *
 * @param handle what the row of the token is found by
 * @param master the proof that the token is used where it may be
 * @param binding stored form of what the token is bound to
 * @param generation 0 for the first token of a session, one more for each successor
 * @param supersededAt when its successor was made; null while it is current
 * @param usedAt when a client first used it as a successor; null if never
 * @param mac hardware address of the device that logged in
 * @param endsAt maximum age of the session
 * @param endedAt when the session was ended before that
 * @param accountUnchanged whether the account is active, with the address and password
 * that the session was opened with
 * @param accountMode how the account binds its next token; null if it has no mode of its
 * own
 * @param lastSeenAt the last use of the session that is stored
 * @param proofDue whether the session came from a backup, and goes on only after a mailed
 * passcode
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenState(byte[] handle, byte[] master, String binding, int generation, Instant expiresAt,
		@Nullable Instant supersededAt, @Nullable Instant usedAt, SessionId session, AccountId account, String email,
		byte[] credentialFingerprint, String mac, Instant endsAt, @Nullable Instant endedAt, boolean accountUnchanged,
		@Nullable BindingMode accountMode, Instant lastSeenAt, boolean proofDue) {

	/** What the successor of the token is made from. */
	public TokenSubject subject() {
		return new TokenSubject(new MacAddress(this.mac), this.binding, EmailAddress.parse(this.email),
				this.credentialFingerprint);
	}

	boolean sessionOver(Instant now) {
		return this.endedAt != null || !now.isBefore(this.endsAt) || !this.accountUnchanged;
	}

	public boolean superseded() {
		return this.supersededAt != null;
	}

	public boolean expired(Instant now) {
		return !now.isBefore(this.expiresAt);
	}

	/** Whether a client uses this successor for the first time. */
	public boolean firstUse() {
		return this.generation > 0 && this.usedAt == null;
	}

	/**
	 * Whether this successor was used so long ago that whoever still sends its
	 * predecessor has a copy. A use that is as far in the future happened before the
	 * clock was set back.
	 */
	public boolean usedLongAgo(Instant now, Duration overlap) {
		return this.usedAt != null && Duration.between(this.usedAt, now).abs().compareTo(overlap) >= 0;
	}

}
