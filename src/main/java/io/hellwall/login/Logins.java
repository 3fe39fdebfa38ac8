package io.hellwall.login;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.guess.PasswordChecks;
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.LoginResult.PasswordChangeRequired;
import io.hellwall.metrics.Edge;
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

	private final LoginLog log;

	Logins(PasswordChecks passwords, Passcodes passcodes, Sessions sessions, Accounts accounts, LoginLog log) {
		this.passwords = passwords;
		this.passcodes = passcodes;
		this.sessions = sessions;
		this.accounts = accounts;
		this.log = log;
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
			Device device, Edge edge) {
		return this.passwords.check(email, password, phone, device)
			.map((check) -> exchange(check, password, passcode, device, edge))
			.orElseGet(() -> {
				this.log.busy(edge);
				return new Busy();
			});
	}

	private LoginResult exchange(PasswordCheck check, Password password, Passcode passcode, Device device, Edge edge) {
		Redemption redemption = this.passcodes.redeem(check, passcode, device);
		Account account = check.account();
		if (account == null || redemption != Redemption.REDEEMED) {
			this.log.denied(LoginOutcome.refused(check, redemption), check, device, edge);
			return new Denied();
		}
		if (account.passwordExpired()) {
			// The change needs a passcode too, which may then be asked for at once.
			this.passcodes.loggedIn(check, device);
			this.log.denied(LoginOutcome.PASSWORD_EXPIRED, check, device, edge);
			return new PasswordChangeRequired();
		}
		IssuedToken token = this.sessions.open(account, device, !check.attempt().origin().known());
		this.passcodes.loggedIn(check, device);
		this.accounts.learnLanguage(account, device.language());
		this.accounts.rehash(check.candidate(), password);
		this.log.granted(check, edge);
		return new LoggedIn(token);
	}

}
