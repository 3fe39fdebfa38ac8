package io.hellwall.login;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.guess.PasswordChecks;
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.LoginResult.PasswordChangeRequired;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.password.Password;
import io.hellwall.token.IssuedToken;
import io.hellwall.session.Sessions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Exchanges a password and a passcode for a session. */
@Service
public class Logins {

	private final PasswordChecks passwords;

	private final Passcodes passcodes;

	private final Sessions sessions;

	private final Accounts accounts;

	private final Audit audit;

	Logins(PasswordChecks passwords, Passcodes passcodes, Sessions sessions, Accounts accounts, Audit audit) {
		this.passwords = passwords;
		this.passcodes = passcodes;
		this.sessions = sessions;
		this.accounts = accounts;
		this.audit = audit;
	}

	/**
	 * Exchanges a password and a passcode for a session on that device.
	 * <p>
	 * Not transactional: passcodes and sessions live in different databases. The passcode
	 * is spent first, so a crash in between costs a passcode and grants nothing. Nobody
	 * who does not know the password reaches a passcode, but every refusal takes the same
	 * time.
	 */
	public LoginResult login(EmailAddress email, Password password, @Nullable PhoneNumber phone, Passcode passcode,
			Device device) {
		return this.passwords.check(email, password, phone, device)
			.map((check) -> exchange(check, password, passcode, device))
			.orElseGet(Busy::new);
	}

	private LoginResult exchange(PasswordCheck check, Password password, Passcode passcode, Device device) {
		Redemption redemption = this.passcodes.redeem(check, passcode, device);
		Account account = check.account();
		if (account == null || redemption != Redemption.REDEEMED) {
			recordDenial(check, device, reason(check, redemption));
			return new Denied();
		}
		if (account.passwordExpired()) {
			// The change needs a passcode too, which may then be asked for at once.
			this.passcodes.loggedIn(check, device);
			recordDenial(check, device, Postponed.PASSWORD_EXPIRED);
			return new PasswordChangeRequired();
		}
		IssuedToken token = this.sessions.open(account, device, !check.attempt().origin().known());
		this.passcodes.loggedIn(check, device);
		this.accounts.learnLanguage(account, device.language());
		this.accounts.rehash(check.candidate(), password);
		return new LoggedIn(token);
	}

	private void recordDenial(PasswordCheck check, Device device, Enum<?> reason) {
		this.audit.append(Entry.of(Event.LOGIN_DENIED)
			.account(check.named())
			.device(device)
			.known(check.attempt().origin().known())
			.reason(reason));
	}

	private static Enum<?> reason(PasswordCheck check, Redemption redemption) {
		return check.right() ? redemption : check.failure();
	}

	/** Why somebody who proved everything is not logged in. For the audit log. */
	private enum Postponed {

		PASSWORD_EXPIRED

	}

}
