package io.hellwall.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Lists the sessions of an account, and ends them for its holder or an administrator. */
@Service
public class AccountSessions {

	private final SessionRepository sessions;

	private final SessionEnds ends;

	private final Sightings sightings;

	private final InstantSource time;

	AccountSessions(SessionRepository sessions, SessionEnds ends, Sightings sightings, InstantSource time) {
		this.sessions = sessions;
		this.ends = ends;
		this.sightings = sightings;
		this.time = time;
	}

	/** The live sessions, newest first. */
	public List<OpenSession> list(AccountId account) {
		Instant now = this.time.instant();
		return this.sessions.findLive(account, now)
			.stream()
			.map((session) -> session.open(this.sightings.lastSeen(session.id(), session.lastSeenAt())))
			.filter((session) -> !this.sightings.idle(session.lastSeenAt(), now))
			.toList();
	}

	/**
	 * Ends a live session of this account.
	 * @param by the device that asks for it; null for an administrator
	 * @return false if the account has no such session
	 */
	public boolean end(AccountId account, SessionId session, @Nullable Device by) {
		return this.ends.revoke(account, session, by, this.time.instant());
	}

	/** Ends all sessions of an account, for an administrator. */
	public void endAll(AccountId account) {
		this.ends.revokeAll(account, this.time.instant());
	}

	/** Ends all sessions of the account but the one that asks for it. */
	public void endOthers(Holder holder) {
		this.ends.revokeOthers(holder, this.time.instant());
	}

}
