package io.hellwall.login;

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
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.session.IssuedToken;
import io.hellwall.session.Sessions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Exchanges a password and a passcode for a session. */
@Service
public class Logins {

	private final Accounts accounts;

	private final Passcodes passcodes;

	private final Sessions sessions;

	private final Audit audit;

	Logins(Accounts accounts, Passcodes passcodes, Sessions sessions, Audit audit) {
		this.accounts = accounts;
		this.passcodes = passcodes;
		this.sessions = sessions;
		this.audit = audit;
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
		IssuedToken token = this.sessions.open(account.get(), device, false);
		this.passcodes.loggedIn(account.get().id(), device);
		return new LoggedIn(token);
	}

	private static DenialReason reason(Redemption redemption) {
		return switch (redemption) {
			case REDEEMED -> DenialReason.WRONG_CREDENTIALS;
			case NO_LIVE_PASSCODE -> DenialReason.NO_LIVE_PASSCODE;
			case WRONG_PASSCODE -> DenialReason.WRONG_PASSCODE;
			case TOO_MANY_GUESSES -> DenialReason.TOO_MANY_GUESSES;
		};
	}

}
