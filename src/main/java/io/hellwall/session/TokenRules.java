package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.EmailAddress;
import io.hellwall.binding.NetworkBinding;
import io.hellwall.device.Device;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Meters;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.BaseToken;
import io.hellwall.token.FoundToken;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenKeys;
import io.hellwall.token.TokenState;
import io.hellwall.token.TokenSubject;
import io.hellwall.token.TokenMaker;
import io.hellwall.token.TokenMakers;
import io.hellwall.token.TokenProperties;
import io.hellwall.token.Tokens;

import org.springframework.stereotype.Component;

/**
 * Decides whether a token is good. A token leads to its one successor until the successor
 * is used, so a client that lost the answer may ask again. After that, whoever sends the
 * old token has a copy of it.
 */
@Component
class TokenRules {

	private final Tokens tokens;

	private final SessionTransactions transactions;

	private final TokenMakers makers;

	private final NetworkBinding bindings;

	private final Duration overlap;

	private final Counts<RenewalKind> renewals;

	TokenRules(Tokens tokens, SessionTransactions transactions, TokenMakers makers, NetworkBinding bindings,
			TokenProperties properties, Meters meters) {
		this.tokens = tokens;
		this.transactions = transactions;
		this.makers = makers;
		this.bindings = bindings;
		this.overlap = properties.overlap();
		this.renewals = meters.counts("hellwall.renewals", "Answers with a successor", RenewalKind.class);
	}

	/** Makes the first token of a session. */
	IssuedToken open(SessionId id, Account account, Device device, boolean newPlace, Instant now) {
		TokenMaker maker = this.makers.active();
		String binding = this.bindings.bind(account.binding(), device.address()).toString();
		BaseToken token = maker
			.first(new TokenSubject(device.mac(), binding, account.email(), account.credentialFingerprint()));
		Instant expiresAt = this.transactions.open(id, account, device, newPlace,
				TokenKeys.of(maker, token, device.mac(), binding), now);
		return new IssuedToken(token, expiresAt, Duration.between(now, expiresAt), id);
	}

	/**
	 * Authorized if the token is current and not expired. Only the first use of a
	 * successor is written.
	 */
	Verdict judge(BaseToken token, FoundToken found, Device device, Instant now) {
		TokenState state = found.state();
		if (!found.admitted(now) || state.superseded() || state.expired(now)) {
			return renew(token, found, device, now);
		}
		if (state.firstUse()) {
			this.tokens.markUsed(state, now);
		}
		return new Authorized(state.account(), EmailAddress.parse(state.email()), state.session(), state.expiresAt(),
				Duration.between(now, state.expiresAt()));
	}

	/**
	 * Renewed, whether the token has expired or not, unless its successor was used
	 * already.
	 */
	Renewal renew(BaseToken token, FoundToken found, Device device, Instant now) {
		TokenState state = found.state();
		if (!found.admitted(now)) {
			return needsStepUp(found, now) ? new StepUpRequired() : new Unauthorized();
		}
		boolean made = !state.superseded()
				&& this.transactions.succeed(state, activeSuccessor(token, state, device), now);
		Renewal renewal = successor(token, state, device, now);
		if (renewal instanceof Renewed) {
			this.renewals.add(made ? RenewalKind.of(state, now) : RenewalKind.REPEATED);
		}
		return renewal;
	}

	/**
	 * The same decisions for somebody who only looks: a token that is replaced is good
	 * until it expires, as long as it leads to its successor. Writes nothing.
	 */
	Inspection inspect(BaseToken token, FoundToken found, Instant now) {
		TokenState state = found.state();
		if (!found.admitted(now)) {
			return needsStepUp(found, now) ? new Inspection.StepUpRequired() : new Inspection.Unauthorized();
		}
		if (state.superseded()
				&& successor(token, state).filter((it) -> !it.state().usedLongAgo(now, this.overlap)).isEmpty()) {
			return new Inspection.Unauthorized();
		}
		EmailAddress email = EmailAddress.parse(state.email());
		return state.expired(now) ? new Inspection.Expired(state.account(), email, state.session())
				: new Inspection.Good(state.account(), email, state.session(), state.generation(), state.expiresAt());
	}

	private static boolean needsStepUp(FoundToken found, Instant now) {
		return found.place() == FoundToken.Place.STEP_UP && !found.sessionOver(now);
	}

	/**
	 * Lets the session go on in the network of the device, with the successor of the
	 * token. The caller has checked who asks.
	 */
	Renewal move(BaseToken token, FoundToken found, Device device, Instant now) {
		TokenState state = found.state();
		if (found.sessionOver(now)) {
			return new Unauthorized();
		}
		Renewal successor = state.superseded() ? successor(token, state, device, now) : new Unauthorized();
		if (state.superseded() && successor instanceof Unauthorized) {
			return successor;
		}
		return this.transactions.move(state, activeSuccessor(token, state, device), device, now)
				? successor(token, state, device, now) : new Unauthorized();
	}

	private TokenKeys activeSuccessor(BaseToken token, TokenState state, Device device) {
		TokenMaker maker = this.makers.active();
		return TokenKeys.of(maker, successor(maker, token, state), state.subject().mac(),
				this.bindings.bind(state.accountMode(), device.address()).toString());
	}

	private Renewal successor(BaseToken token, TokenState state, Device device, Instant now) {
		// There is none if the session ended and was deleted meanwhile.
		return successor(token, state).map((next) -> renewed(state, next, device, now)).orElseGet(Unauthorized::new);
	}

	/**
	 * The successor that there is. Another request, or a node with another active key,
	 * may have made it.
	 */
	private Optional<Successor> successor(BaseToken token, TokenState state) {
		for (TokenMaker maker : this.makers.all()) {
			BaseToken successor = successor(maker, token, state);
			Optional<TokenState> next = this.tokens.find(maker.handle(successor));
			if (next.isPresent()) {
				return Optional.of(new Successor(successor, next.get()));
			}
		}
		return Optional.empty();
	}

	private static BaseToken successor(TokenMaker maker, BaseToken token, TokenState state) {
		return maker.successor(token, state.session().value(), state.generation() + 1, state.subject());
	}

	private Renewal renewed(TokenState state, Successor successor, Device device, Instant now) {
		if (successor.state().usedLongAgo(now, this.overlap)) {
			this.transactions.end(state, EndReason.REUSE, device, now);
			return new Unauthorized();
		}
		Instant expiresAt = successor.state().expiresAt();
		Duration left = expiresAt.isAfter(now) ? Duration.between(now, expiresAt) : Duration.ZERO;
		return new Renewed(state.account(), EmailAddress.parse(state.email()),
				new IssuedToken(successor.token(), expiresAt, left, state.session()));
	}

	/** A token that took the place of another one, and what is stored of it. */
	private record Successor(BaseToken token, TokenState state) {
	}

}
