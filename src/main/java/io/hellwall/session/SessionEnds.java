package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.device.Device;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Meters;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends sessions and records it in the same transaction. One statement decides which
 * sessions end and tells them, so each end is recorded once, whoever else tries.
 */
@Component
class SessionEnds {

	/** No session has this id. */
	private static final SessionId NONE = new SessionId(new UUID(0, 0));

	/**
	 * A use that another node saw may not be stored yet. Until then an idle session is
	 * refused there where the use is not known, but it does not end.
	 */
	private static final Duration UNSTORED = Duration.ofMinutes(2);

	private final SessionRepository sessions;

	private final Audit audit;

	private final int maxPerAccount;

	private final @Nullable Duration idle;

	private final Counts<EndReason> ended;

	SessionEnds(SessionRepository sessions, Audit audit, SessionProperties properties, Meters meters) {
		this.sessions = sessions;
		this.audit = audit;
		this.maxPerAccount = properties.maxPerAccount();
		this.idle = properties.idle();
		this.ended = meters.counts("hellwall.sessions.ended", "Sessions that ended", EndReason.class);
	}

	/** Ends one session; false if it had ended before. */
	@Transactional
	public boolean end(SessionId id, AccountId account, EndReason reason, Device device, Instant now) {
		boolean ended = this.sessions.end(id, reason, now) > 0;
		if (ended) {
			append(reason, entry(id, account, reason, device));
		}
		return ended;
	}

	/** Ends a live session if it belongs to the account. */
	@Transactional
	public boolean revoke(AccountId account, SessionId id, @Nullable Device device, Actor by, Instant now) {
		boolean ended = this.sessions.endOf(account, id, EndReason.REVOKED, now) > 0;
		if (ended) {
			append(EndReason.REVOKED, entry(id, account, EndReason.REVOKED, device).by(by));
		}
		return ended;
	}

	@Transactional
	public void revokeAll(AccountId account, Actor by, Instant now) {
		record(this.sessions.endAllOf(account, NONE, EndReason.REVOKED.name(), now.toEpochMilli()), null, by);
	}

	@Transactional
	public void revokeOthers(Holder holder, Instant now) {
		record(this.sessions.endAllOf(holder.account(), holder.session(), EndReason.REVOKED.name(), now.toEpochMilli()),
				holder.device(), Actor.HOLDER);
	}

	/** Ends all sessions of an account and deletes them, with those that had ended. */
	@Transactional
	public void erase(AccountId account, Actor by, Instant now) {
		record(this.sessions.endAllOf(account, NONE, EndReason.ACCOUNT_CHANGED.name(), now.toEpochMilli()), null, by);
		this.sessions.deleteEndedOf(account);
		this.sessions.deleteNotEndedOf(account);
	}

	/**
	 * Ends the oldest sessions of an account that has too many now. For the transaction
	 * that opens the newest one.
	 */
	@Transactional
	public void replaceOldest(AccountId account, SessionId newest, Device device, Instant now) {
		record(this.sessions.endOldestOf(account, newest, this.maxPerAccount - 1, EndReason.REPLACED.name(),
				unusedSince(now), now.toEpochMilli()), device, null);
	}

	/** Ends sessions that need a server key, and returns how many. */
	@Transactional
	public int endOfKey(int serverKey, boolean unmarked, Actor by, Instant now, int limit) {
		return record(this.sessions.endOfKey(serverKey, unmarked ? 1 : 0, EndReason.KEY_RETIRED.name(),
				now.toEpochMilli(), limit), null, by);
	}

	/** Ends sessions that reached their maximum age, and returns how many. */
	@Transactional
	public int endTooOld(Instant now, int limit) {
		return record(this.sessions.endTooOld(EndReason.TOO_OLD.name(), now.toEpochMilli(), limit), null, null);
	}

	/** Ends sessions that nobody uses, where that ends them, and returns how many. */
	@Transactional
	public int endIdle(Instant now, int limit) {
		return (this.idle == null) ? 0
				: record(this.sessions.endUnused(unusedSince(now), EndReason.IDLE.name(), now.toEpochMilli(), limit),
						null, null);
	}

	/**
	 * Deletes sessions that have ended, with their tokens, and returns how many. What the
	 * database ended by itself is recorded now.
	 */
	@Transactional
	public int delete(int limit) {
		List<StoredSession> deleted = this.sessions.deleteEnded(limit);
		record(deleted.stream().filter(SessionEnds::unrecorded).toList(), null, null);
		return deleted.size();
	}

	private static boolean unrecorded(StoredSession session) {
		return session.endReason() == EndReason.ACCOUNT_CHANGED || session.endReason() == EndReason.RESTORED;
	}

	/** A session that was last used then, or before, is idle on every node. */
	private long unusedSince(Instant now) {
		return (this.idle != null) ? now.minus(this.idle).minus(UNSTORED).toEpochMilli() : Long.MIN_VALUE;
	}

	private int record(List<StoredSession> ended, @Nullable Device device, @Nullable Actor by) {
		for (StoredSession session : ended) {
			EndReason reason = session.endReason();
			if (reason != null) {
				Entry entry = entry(session.id(), session.account(), reason, device);
				append(reason, (by != null) ? entry.by(by) : entry);
			}
		}
		return ended.size();
	}

	private void append(EndReason reason, Entry entry) {
		this.audit.append(entry);
		this.ended.add(reason);
	}

	private static Entry entry(SessionId id, AccountId account, EndReason reason, @Nullable Device device) {
		Entry entry = Entry.of(reason.event()).account(account.value()).session(id.value());
		if (device != null) {
			entry = entry.device(device);
		}
		return switch (reason) {
			case LOGOUT, REUSE -> entry;
			case REVOKED, REPLACED, IDLE, TOO_OLD, KEY_RETIRED, ACCOUNT_CHANGED, RESTORED -> entry.reason(reason);
		};
	}

}
