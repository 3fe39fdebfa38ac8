package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenMaker;
import io.hellwall.token.TokenMakers;

import org.springframework.stereotype.Service;

/** Opens sessions, and decides whether a request comes from the login that opened one. */
@Service
public class Sessions {

	private final TokenRules rules;

	private final TokenMakers makers;

	private final SessionTransactions transactions;

	private final Audit audit;

	private final InstantSource time;

	Sessions(TokenRules rules, TokenMakers makers, SessionTransactions transactions, Audit audit, InstantSource time) {
		this.rules = rules;
		this.makers = makers;
		this.transactions = transactions;
		this.audit = audit;
		this.time = time;
	}

	/** Opens a session for somebody who has proved who he is. */
	public IssuedToken open(Account account, Device device) {
		Instant now = this.time.instant();
		SessionId id = new SessionId(UUID.randomUUID());
		TokenMaker maker = this.makers.active();
		BaseToken token = maker.first(account, device);
		Instant expiresAt = this.transactions.open(id, account, device, maker.master(token, device), now);
		return new IssuedToken(token, expiresAt, Duration.between(now, expiresAt), id);
	}

	/**
	 * Whether the token is good on this device. If it has expired, gives its successor.
	 */
	public Verdict verify(BaseToken token, Device device) {
		Instant now = this.time.instant();
		Optional<TokenState> state = this.rules.find(token, device);
		Verdict verdict = state.map((it) -> this.rules.judge(token, it, device, now)).orElseGet(Unauthorized::new);
		append(verdict, state);
		return verdict;
	}

	/** Gives the successor of a token, whether the token has expired or not. */
	public Renewal renew(BaseToken token, Device device) {
		Instant now = this.time.instant();
		Optional<TokenState> state = this.rules.find(token, device);
		Renewal renewal = state.map((it) -> this.rules.renew(token, it, device, now)).orElseGet(Unauthorized::new);
		append(renewal, state);
		return renewal;
	}

	/** Ends the session of the token. An unknown token ends nothing. */
	public void logout(BaseToken token, Device device) {
		Instant now = this.time.instant();
		boolean ended = this.rules.find(token, device)
			.map((state) -> this.transactions.end(state, EndReason.LOGOUT, device, now))
			.orElse(false);
		if (!ended) {
			this.audit.append(Entry.of(Event.LOGOUT_IGNORED));
		}
	}

	private void append(Verdict verdict, Optional<TokenState> state) {
		Event event = switch (verdict) {
			case Authorized authorized -> Event.AUTHORIZED;
			case Renewed renewed -> Event.RENEWED;
			case Unauthorized unauthorized -> Event.UNAUTHORIZED;
		};
		if (!this.audit.records(event)) {
			return;
		}
		Entry entry = state.map((it) -> Entry.of(event).account(it.account().value()).session(it.session().value()))
			.orElse(Entry.of(event));
		this.audit.append((verdict instanceof Unauthorized)
				? entry.reason(state.isPresent() ? DenialReason.SESSION_OVER : DenialReason.UNKNOWN_TOKEN) : entry);
	}

}
