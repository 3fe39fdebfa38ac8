package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.session.LoginResult.Busy;
import io.hellwall.session.LoginResult.Denied;
import io.hellwall.session.LoginResult.LoggedIn;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewal;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Logs a user in, and then decides whether a request comes from that login. */
@Service
public class Sessions {

	private final Accounts accounts;

	private final Passcodes passcodes;

	private final TokenRules rules;

	private final TokenMakers makers;

	private final SessionTransactions transactions;

	private final Audit audit;

	private final InstantSource time;

	Sessions(Accounts accounts, Passcodes passcodes, TokenRules rules, TokenMakers makers,
			SessionTransactions transactions, Audit audit, InstantSource time) {
		this.accounts = accounts;
		this.passcodes = passcodes;
		this.rules = rules;
		this.makers = makers;
		this.transactions = transactions;
		this.audit = audit;
		this.time = time;
	}

	/**
	 * Exchanges a password and a passcode for a session on that device.
	 * <p>
	 * Not transactional: passcodes and sessions live in different databases. The passcode
	 * is spent first, so a crash in between costs a passcode and grants nothing. The
	 * password is hashed even if the passcode is wrong, so that every refusal takes the
	 * same time.
	 */
	public LoginResult login(EmailAddress email, Password password, @Nullable PhoneNumber phone, Passcode passcode,
			Device device) {
		return this.accounts.withHashingSlot(() -> exchange(email, password, phone, passcode, device))
			.orElseGet(Busy::new);
	}

	private LoginResult exchange(EmailAddress email, Password password, @Nullable PhoneNumber phone, Passcode passcode,
			Device device) {
		Optional<Account> known = this.accounts.find(email);
		// Guesses at an unknown address are counted too, so that they take the same time.
		AccountId target = known.map(Account::id).orElseGet(() -> AccountId.ofNobody(email));
		Redemption redemption = this.passcodes.redeem(target, passcode, device);
		Optional<Account> account = this.accounts.authenticate(email, password, phone);
		if (account.isEmpty() || redemption != Redemption.REDEEMED) {
			UUID id = known.map((it) -> it.id().value()).orElse(null);
			DenialReason reason = (id != null) ? reason(redemption) : DenialReason.UNKNOWN_ACCOUNT;
			this.audit.append(Entry.of(Event.LOGIN_DENIED).account(id).device(device).reason(reason));
			return new Denied();
		}
		IssuedToken token = open(account.get(), device);
		this.passcodes.loggedIn(account.get().id(), device);
		return new LoggedIn(token);
	}

	private IssuedToken open(Account account, Device device) {
		Instant now = this.time.instant();
		SessionId id = new SessionId(UUID.randomUUID());
		TokenMaker maker = this.makers.active();
		BaseToken token = maker.first(account, device);
		Instant expiresAt = this.transactions.open(id, account, device, maker.master(token, device), now);
		return new IssuedToken(token, expiresAt, Duration.between(now, expiresAt), id);
	}

	private static DenialReason reason(Redemption redemption) {
		return switch (redemption) {
			case REDEEMED -> DenialReason.WRONG_CREDENTIALS;
			case NO_LIVE_PASSCODE -> DenialReason.NO_LIVE_PASSCODE;
			case WRONG_PASSCODE -> DenialReason.WRONG_PASSCODE;
			case TOO_MANY_GUESSES -> DenialReason.TOO_MANY_GUESSES;
		};
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
