package io.hellwall.session;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenKeys;
import io.hellwall.token.TokenProperties;
import io.hellwall.token.TokenState;
import io.hellwall.token.Tokens;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps that consist of several statements and must happen completely or not at all.
 * Each writes before it reads, as SQLite needs it.
 */
@Component
class SessionTransactions {

	private final SessionRepository sessions;

	private final Tokens tokens;

	private final Audit audit;

	private final SessionEnds ends;

	private final Notices notices;

	private final SessionProperties sessionLimits;

	private final TokenProperties tokenLimits;

	SessionTransactions(SessionRepository sessions, Tokens tokens, Audit audit, SessionEnds ends, Notices notices,
			SessionProperties sessionLimits, TokenProperties tokenLimits) {
		this.sessions = sessions;
		this.tokens = tokens;
		this.audit = audit;
		this.ends = ends;
		this.notices = notices;
		this.sessionLimits = sessionLimits;
		this.tokenLimits = tokenLimits;
	}

	/**
	 * Opens a session with its first token. If the account has too many then, its oldest
	 * sessions end.
	 * @return when that token expires
	 */
	@Transactional
	public Instant open(SessionId id, Account account, Device device, boolean newPlace, TokenKeys keys, Instant now) {
		Instant endsAt = now.plus(this.sessionLimits.maxAge());
		Instant expiresAt = expiry(now, endsAt);
		this.sessions.save(new StoredSession(id, account, device, now, endsAt));
		this.tokens.save(keys, id, 0, expiresAt);
		this.ends.replaceOldest(account.id(), id, device, now);
		this.audit.append(Entry.of(Event.LOGIN_GRANTED)
			.account(account.id().value())
			.session(id.value())
			.device(device)
			.known(!newPlace));
		if (newPlace) {
			this.notices.add(account.id(), NoticeKind.NEW_LOGIN, device, now);
		}
		return expiresAt;
	}

	/**
	 * When a token was made: with its session, or when the one before it was replaced.
	 * That one may be forgotten.
	 */
	public Optional<Instant> issuedAt(SessionId session, int generation) {
		return (generation == 0) ? this.sessions.openedAt(session) : this.tokens.supersededAt(session, generation - 1);
	}

	/**
	 * Replaces a current token by its successor. If another request was faster, nothing
	 * changes, because both made the same successor.
	 */
	@Transactional
	public boolean succeed(TokenState state, TokenKeys successor, Instant now) {
		if (!this.tokens.supersede(state, now)) {
			return false;
		}
		this.tokens.save(successor, state.session(), state.generation() + 1, expiry(now, state.endsAt()));
		// Where the clock was set back, tokens are kept longer than they have to be.
		this.tokens.forgetBefore(state, now.minus(this.tokenLimits.remember()));
		return true;
	}

	/**
	 * Binds the successor of a token to the network of the device, whether the successor
	 * exists already or not.
	 * @return whether that is done; false if the successor was replaced meanwhile
	 */
	@Transactional
	public boolean move(TokenState state, TokenKeys successor, Device device, Instant now) {
		if (!succeed(state, successor, now) && !this.tokens.rebind(successor)) {
			return false;
		}
		this.sessions.move(state.session(), device.network().toString());
		this.audit.append(Entry.of(Event.SESSION_MOVED)
			.account(state.account().value())
			.session(state.session().value())
			.device(device));
		return true;
	}

	/** Records that a good token came from a place that it is not bound to. */
	@Transactional
	public void suspect(TokenState state, DenialReason reason, Device device, Instant now) {
		this.audit.append(Entry.of(Event.TOKEN_MISPLACED)
			.account(state.account().value())
			.session(state.session().value())
			.device(device)
			.reason(reason));
		this.notices.add(state.account(), NoticeKind.WRONG_PLACE, device, now);
	}

	/** Ends a session; false if it had ended before. */
	@Transactional
	public boolean end(TokenState state, EndReason reason, Device device, Instant now) {
		boolean ended = this.ends.end(state.session(), state.account(), reason, device, now);
		if (ended && reason == EndReason.REUSE) {
			this.notices.add(state.account(), NoticeKind.TOKEN_REUSED, device, now);
		}
		return ended;
	}

	/** No token outlives its session. */
	private Instant expiry(Instant now, Instant endsAt) {
		Instant expiresAt = now.plus(this.tokenLimits.ttl());
		return expiresAt.isBefore(endsAt) ? expiresAt : endsAt;
	}

}
