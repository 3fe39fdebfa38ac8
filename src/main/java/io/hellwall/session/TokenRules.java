package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenMaker;
import io.hellwall.token.TokenMakers;
import io.hellwall.token.TokenProperties;

import org.springframework.stereotype.Component;

/**
 * Decides whether a token is good. A token leads to its one successor until the successor
 * is used, so a client that lost the answer may ask again. After that, whoever sends the
 * old token has a copy of it.
 */
@Component
class TokenRules {

	private final TokenLookup lookup;

	private final TokenRepository tokens;

	private final SessionTransactions transactions;

	private final TokenMakers makers;

	private final Duration overlap;

	TokenRules(TokenLookup lookup, TokenRepository tokens, SessionTransactions transactions, TokenMakers makers,
			TokenProperties properties) {
		this.lookup = lookup;
		this.tokens = tokens;
		this.transactions = transactions;
		this.makers = makers;
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
	 * Authorized if the token is current and not expired. Only the first use of a
	 * successor is written.
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
		return new Authorized(state.account(), EmailAddress.parse(state.email()), state.session(), state.expiresAt(),
				Duration.between(now, state.expiresAt()));
	}

	/**
	 * Renewed, whether the token has expired or not, unless its successor was used
	 * already.
	 */
	Renewal renew(BaseToken token, TokenState state, Device device, Instant now) {
		if (state.sessionOver(now)) {
			return new Unauthorized();
		}
		if (!state.superseded()) {
			TokenMaker maker = this.makers.active();
			this.transactions.succeed(state, maker.master(successor(maker, token, state, device), device), now);
		}
		// Another request, or a node with another active key, may have made the
		// successor.
		for (TokenMaker maker : this.makers.all()) {
			BaseToken successor = successor(maker, token, state, device);
			Optional<TokenState> next = this.lookup.find(maker.master(successor, device));
			if (next.isPresent()) {
				return renewed(state, successor, next.get(), device, now);
			}
		}
		return new Unauthorized(); // The session ended and was deleted meanwhile.
	}

	private static BaseToken successor(TokenMaker maker, BaseToken token, TokenState state, Device device) {
		return maker.successor(token, state.session().value(), state.generation() + 1, device,
				EmailAddress.parse(state.email()), state.credentialFingerprint());
	}

	private Renewal renewed(TokenState state, BaseToken successor, TokenState next, Device device, Instant now) {
		if (next.usedLongAgo(now, this.overlap)) {
			this.transactions.end(state, EndReason.REUSE, device, now);
			return new Unauthorized();
		}
		Instant expiresAt = next.expiresAt();
		Duration left = expiresAt.isAfter(now) ? Duration.between(now, expiresAt) : Duration.ZERO;
		return new Renewed(state.account(), EmailAddress.parse(state.email()),
				new IssuedToken(successor, expiresAt, left, state.session()));
	}

}
