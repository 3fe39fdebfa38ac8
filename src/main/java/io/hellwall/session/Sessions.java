package io.hellwall.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.BaseToken;
import io.hellwall.token.FoundToken;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import io.hellwall.token.Tokens;

import org.springframework.stereotype.Service;

/**
 * Opens sessions, and decides whether a request comes from the login that opened one.
 */
@Service
public class Sessions {

	private final Tokens tokens;

	private final TokenRules rules;

	private final SessionTransactions transactions;

	private final Sightings sightings;

	private final VerdictLog log;

	private final InstantSource time;

	Sessions(Tokens tokens, TokenRules rules, SessionTransactions transactions, Sightings sightings, VerdictLog log,
			InstantSource time) {
		this.tokens = tokens;
		this.rules = rules;
		this.transactions = transactions;
		this.sightings = sightings;
		this.log = log;
		this.time = time;
	}

	/**
	 * Opens a session for somebody who has proved who he is.
	 * @param newPlace whether the account did not know this device and network before
	 */
	public IssuedToken open(Account account, Device device, boolean newPlace) {
		return this.rules.open(new SessionId(UUID.randomUUID()), account, device, newPlace, this.time.instant());
	}

	/**
	 * Whether the token is good on this device. If it has expired, gives its successor.
	 */
	public Verdict verify(BaseToken token, Device device, Edge edge) {
		Instant now = this.time.instant();
		Optional<FoundToken> found = find(token, device, now);
		Verdict verdict = found.map((it) -> this.rules.judge(token, it, device, now)).orElseGet(Unauthorized::new);
		this.log.append(verdict, found.orElse(null), device, edge, now);
		return verdict;
	}

	/**
	 * Whose token this is, if it is current, expired or not, and good on this device.
	 * Writes nothing and renews nothing: an expired token stays good here until its
	 * successor is made.
	 */
	public Optional<Holder> holder(BaseToken token, Device device, Edge edge) {
		Instant now = this.time.instant();
		Optional<FoundToken> found = find(token, device, now);
		Optional<FoundToken> good = found.filter((it) -> it.admitted(now) && !it.state().superseded());
		if (good.isPresent()) {
			this.log.used(good.get(), edge, now);
		}
		else {
			this.log.append(new Unauthorized(), found.orElse(null), device, edge, now);
		}
		return good.map((it) -> new Holder(it.state().account(), it.state().session(), device));
	}

	/**
	 * What the token is worth on this device. Writes nothing and renews nothing, and does
	 * not count as a use of the session.
	 */
	public Inspection inspect(BaseToken token, Device device, Edge edge) {
		Instant now = this.time.instant();
		Optional<FoundToken> found = find(token, device, now);
		Inspection inspection = found.map((it) -> this.rules.inspect(token, it, now))
			.orElseGet(Inspection.Unauthorized::new);
		this.log.append(inspection, found.orElse(null), device, edge, now);
		return inspection;
	}

	/** When a token was made; empty if that is not known any more. */
	public Optional<Instant> issuedAt(Inspection.Good token) {
		return this.transactions.issuedAt(token.session(), token.generation());
	}

	/** Gives the successor of a token, whether the token has expired or not. */
	public Renewal renew(BaseToken token, Device device, Edge edge) {
		Instant now = this.time.instant();
		Optional<FoundToken> found = find(token, device, now);
		Renewal renewal = found.map((it) -> this.rules.renew(token, it, device, now)).orElseGet(Unauthorized::new);
		this.log.append(renewal, found.orElse(null), device, edge, now);
		return renewal;
	}

	/**
	 * Whose session may go on in the network of the device, if its holder proves himself
	 * there by a passcode; empty if that is not for this token.
	 */
	public Optional<AccountId> mayMove(BaseToken token, Device device) {
		return movable(token, device, this.time.instant()).map((found) -> found.state().account());
	}

	/**
	 * Lets a session go on in the network of the device. Call it after a passcode was
	 * spent there.
	 */
	public Renewal move(BaseToken token, Device device) {
		Instant now = this.time.instant();
		return movable(token, device, now).map((it) -> this.rules.move(token, it, device, now))
			.orElseGet(Unauthorized::new);
	}

	/** A live token that a passcode may help, on its own device. */
	private Optional<FoundToken> movable(BaseToken token, Device device, Instant now) {
		return find(token, device, now).filter(FoundToken::mayStepUp).filter((found) -> !found.sessionOver(now));
	}

	private Optional<FoundToken> find(BaseToken token, Device device, Instant now) {
		return this.tokens.find(token, device)
			.map((found) -> this.sightings.idle(found.state(), now) ? found.asIdle() : found);
	}

	/** Ends the session of the token. An unknown token ends nothing. */
	public void logout(BaseToken token, Device device) {
		Instant now = this.time.instant();
		boolean ended = find(token, device, now).filter(FoundToken::onItsDevice)
			.map((it) -> this.transactions.end(it.state(), EndReason.LOGOUT, device, now))
			.orElse(false);
		if (!ended) {
			this.log.ignoredLogout(device);
		}
	}

}
