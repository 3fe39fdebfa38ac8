package io.hellwall.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.hellwall.account.AccountId;
import io.hellwall.audit.Actor;
import io.hellwall.device.Device;
import io.hellwall.token.BaseToken;
import io.hellwall.token.SessionId;
import io.hellwall.token.Tokens;

import org.springframework.stereotype.Service;

/** Lists the sessions of an account, and ends them for its holder or an administrator. */
@Service
public class AccountSessions {

	private final SessionRepository sessions;

	private final SessionEnds ends;

	private final Sightings sightings;

	private final Tokens tokens;

	private final InstantSource time;

	AccountSessions(SessionRepository sessions, SessionEnds ends, Sightings sightings, Tokens tokens,
			InstantSource time) {
		this.sessions = sessions;
		this.ends = ends;
		this.sightings = sightings;
		this.tokens = tokens;
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
	 * How many sessions live now, of all accounts. It looks at the few that do not: to
	 * count those that live, SQLite would have to read each of them.
	 */
	public long count() {
		return this.sessions.count() - this.sessions.countEnded() - this.sessions.countOverdue(this.time.instant());
	}

	/**
	 * Ends a live session of this account, for its holder.
	 * @param device the device that asks for it
	 * @return false if the account has no such session
	 */
	public boolean end(AccountId account, SessionId session, Device device) {
		return this.ends.revoke(account, session, device, Actor.HOLDER, this.time.instant());
	}

	/**
	 * The same for somebody else.
	 * @param by who asks for it
	 */
	public boolean end(AccountId account, SessionId session, Actor by) {
		return this.ends.revoke(account, session, null, by, this.time.instant());
	}

	/**
	 * Ends the live session of a token, wherever it is used. Any token of the session
	 * will do, a replaced one too.
	 * @param by who asks for it
	 * @return false if there is no such session
	 */
	public boolean end(BaseToken token, Actor by) {
		return this.tokens.find(token).map((found) -> end(found.account(), found.session(), by)).orElse(false);
	}

	/** Ends all sessions of an account, for an administrator. */
	public void endAll(AccountId account, Actor by) {
		this.ends.revokeAll(account, by, this.time.instant());
	}

	/**
	 * Ends all sessions of an account that is erased, and deletes them. Joins the
	 * caller's transaction.
	 */
	public void erase(AccountId account, Actor by) {
		this.ends.erase(account, by, this.time.instant());
	}

	/** Ends all sessions of the account but the one that asks for it. */
	public void endOthers(Holder holder) {
		this.ends.revokeOthers(holder, this.time.instant());
	}

}
