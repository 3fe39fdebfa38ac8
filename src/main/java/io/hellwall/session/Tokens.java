package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.mail.Mail;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;

import org.springframework.stereotype.Component;

/**
 * Decides what a token is worth. A token leads to its one successor for as long as that
 * was not used, so a client that lost an answer asks again; after that, whoever still has
 * the old one holds a copy.
 */
@Component
class Tokens {

	private final TokenRepository tokens;

	private final SessionStore store;

	private final TokenMaker maker;

	private final Accounts accounts;

	private final Mail mail;

	private final Duration overlap;

	Tokens(TokenRepository tokens, SessionStore store, TokenMaker maker, Accounts accounts, Mail mail,
			TokenProperties properties) {
		this.tokens = tokens;
		this.store = store;
		this.maker = maker;
		this.accounts = accounts;
		this.mail = mail;
		this.overlap = properties.overlap();
	}

	Optional<TokenState> find(BaseToken token, Device device) {
		return this.tokens.find(this.maker.master(token, device));
	}

	/**
	 * Authorized if current and not expired; nothing is written for a token seen before.
	 */
	Verdict judge(BaseToken token, TokenState state, Device device, Instant now) {
		if (state.sessionOver(now)) {
			return new Unauthorized();
		}
		if (state.superseded() || state.expired(now)) {
			return renew(token, state, device, now);
		}
		if (state.unseen()) {
			this.tokens.markUsed(state.hmac(), now);
		}
		return new Authorized(new AccountId(state.accountId()), EmailAddress.parse(state.email()),
				new SessionId(state.sessionId()), state.expiresAt(), Duration.between(now, state.expiresAt()));
	}

	/**
	 * Renewed, expired or not, unless the token was replaced and its successor is in use.
	 */
	Renewal renew(BaseToken token, TokenState state, Device device, Instant now) {
		if (state.sessionOver(now)) {
			return new Unauthorized();
		}
		BaseToken successor = this.maker.successor(token, state, device);
		byte[] master = this.maker.master(successor, device);
		if (!state.superseded()) {
			this.store.succeed(state, master, now);
		}
		Optional<TokenState> next = this.tokens.find(master);
		if (next.isEmpty()) { // The session was ended and purged meanwhile.
			return new Unauthorized();
		}
		if (next.get().seenBefore(now, this.overlap)) {
			endForReuse(state, device, now);
			return new Unauthorized();
		}
		return renewed(state, successor, next.get().expiresAt(), now);
	}

	private static Renewed renewed(TokenState state, BaseToken successor, Instant expiresAt, Instant now) {
		Duration left = expiresAt.isAfter(now) ? Duration.between(now, expiresAt) : Duration.ZERO;
		return new Renewed(new AccountId(state.accountId()), EmailAddress.parse(state.email()),
				new IssuedToken(successor, expiresAt, left, new SessionId(state.sessionId())));
	}

	private void endForReuse(TokenState state, Device device, Instant now) {
		if (this.store.end(state, EndReason.REUSE, device, now)) {
			this.accounts.find(new AccountId(state.accountId())).ifPresent(this.mail::warnOfReuse);
		}
	}

}
