package io.hellwall.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.token.TokenProperties;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps that consist of several statements and must happen completely or not at all.
 * Each writes before it reads, as SQLite needs it.
 */
@Component
class SessionTransactions {

	private final SessionRepository sessions;

	private final TokenRepository tokens;

	private final Audit audit;

	private final Notices notices;

	private final SessionProperties sessionLimits;

	private final TokenProperties tokenLimits;

	SessionTransactions(SessionRepository sessions, TokenRepository tokens, Audit audit, Notices notices,
			SessionProperties sessionLimits, TokenProperties tokenLimits) {
		this.sessions = sessions;
		this.tokens = tokens;
		this.audit = audit;
		this.notices = notices;
		this.sessionLimits = sessionLimits;
		this.tokenLimits = tokenLimits;
	}

	/**
	 * Opens a session with its first token.
	 * @return when that token expires
	 */
	@Transactional
	public Instant open(SessionId id, Account account, Device device, byte[] master, Instant now) {
		Instant endsAt = now.plus(this.sessionLimits.maxAge());
		Instant expiresAt = expiry(now, endsAt);
		this.sessions.save(new StoredSession(id, account, device, now, endsAt));
		this.tokens.save(new MasterToken(master, id, 0, expiresAt));
		this.audit
			.append(Entry.of(Event.LOGIN_GRANTED).account(account.id().value()).session(id.value()).device(device));
		return expiresAt;
	}

	/**
	 * Replaces a current token by its successor. If another request was faster, nothing
	 * changes, because both made the same successor.
	 */
	@Transactional
	public boolean succeed(TokenState state, byte[] successor, Instant now) {
		if (this.tokens.supersede(state.hmac(), now) == 0) {
			return false;
		}
		this.tokens
			.save(new MasterToken(successor, state.session(), state.generation() + 1, expiry(now, state.endsAt())));
		return true;
	}

	/** Ends a session; false if it had ended before. */
	@Transactional
	public boolean end(TokenState state, EndReason reason, Device device, Instant now) {
		if (this.sessions.end(state.session(), reason, now) == 0) {
			return false;
		}
		Event event = switch (reason) {
			case LOGOUT -> Event.LOGGED_OUT;
			case REUSE -> Event.TOKEN_REUSED;
		};
		this.audit
			.append(Entry.of(event).account(state.account().value()).session(state.session().value()).device(device));
		if (reason == EndReason.REUSE) {
			this.notices.add(state.account(), NoticeKind.TOKEN_REUSED, device, now);
		}
		return true;
	}

	/** Deletes at most {@code limit} sessions that are over, with their tokens. */
	int purge(Instant now, Limit limit) {
		List<UUID> ended = this.sessions.ended(limit);
		List<UUID> dead = ended.isEmpty() ? this.sessions.tooOld(now, limit) : ended;
		return dead.isEmpty() ? 0 : this.sessions.delete(dead);
	}

	/** No token outlives its session. */
	private Instant expiry(Instant now, Instant endsAt) {
		Instant expiresAt = now.plus(this.tokenLimits.ttl());
		return expiresAt.isBefore(endsAt) ? expiresAt : endsAt;
	}

}
