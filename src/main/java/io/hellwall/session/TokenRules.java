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
class TokenRules {

	private final TokenLookup lookup;

	private final TokenRepository tokens;

	private final SessionTransactions transactions;

	private final TokenMakers makers;

	private final Accounts accounts;

	private final Mail mail;

	private final Duration overlap;

	TokenRules(TokenLookup lookup, TokenRepository tokens, SessionTransactions transactions, TokenMakers makers,
			Accounts accounts, Mail mail, TokenProperties properties) {
		this.lookup = lookup;
		this.tokens = tokens;
		this.transactions = transactions;
		this.makers = makers;
		this.accounts = accounts;
		this.mail = mail;
		this.overlap = properties.overlap();
	}

	Optional<TokenState> find(BaseToken token, Device device) {
		for (TokenMaker maker : this.makers.all()) {
			Optional<TokenState> state = this.lookup.find(maker.master(token, device));
			if (state.isPresent()) {
				return state;
			}
		}
		return Optional.empty();
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
		if (state.firstUse()) {
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
		if (!state.superseded()) {
			TokenMaker maker = this.makers.active();
			this.transactions.succeed(state, maker.master(maker.successor(token, state, device), device), now);
		}
		// Whoever was first, with whatever key: there is one successor.
		for (TokenMaker maker : this.makers.all()) {
			BaseToken successor = maker.successor(token, state, device);
			Optional<TokenState> next = this.lookup.find(maker.master(successor, device));
			if (next.isPresent()) {
				return renewed(state, successor, next.get(), device, now);
			}
		}
		return new Unauthorized(); // The session was ended and purged meanwhile.
	}

	private Renewal renewed(TokenState state, BaseToken successor, TokenState next, Device device, Instant now) {
		if (next.seenBefore(now, this.overlap)) {
			endForReuse(state, device, now);
			return new Unauthorized();
		}
		Instant expiresAt = next.expiresAt();
		Duration left = expiresAt.isAfter(now) ? Duration.between(now, expiresAt) : Duration.ZERO;
		return new Renewed(new AccountId(state.accountId()), EmailAddress.parse(state.email()),
				new IssuedToken(successor, expiresAt, left, new SessionId(state.sessionId())));
	}

	private void endForReuse(TokenState state, Device device, Instant now) {
		if (this.transactions.end(state, EndReason.REUSE, device, now)) {
			this.accounts.find(new AccountId(state.accountId())).ifPresent(this.mail::warnOfReuse);
		}
	}

}
