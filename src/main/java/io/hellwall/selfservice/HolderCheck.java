package io.hellwall.selfservice;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.hellwall.account.Account;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.guess.PasswordChecks;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;

import org.springframework.stereotype.Component;

/**
 * Checks who holds an account as a login does, with the same counts, so that these calls
 * give nobody another guess.
 */
@Component
class HolderCheck {

	private final PasswordChecks passwords;

	private final Passcodes passcodes;

	private final Audit audit;

	HolderCheck(PasswordChecks passwords, Passcodes passcodes, Audit audit) {
		this.passwords = passwords;
		this.passcodes = passcodes;
		this.audit = audit;
	}

	/**
	 * Does the work for the holder of the account, after the passcode is spent.
	 * @param work runs within a hashing slot
	 * @param denied the answer to everybody else
	 * @return empty if too many passwords wait to be hashed; then nothing was spent
	 */
	<T> Optional<T> check(Credentials by, Function<Account, T> work, Supplier<T> denied) {
		return this.passwords.check(by.email(), by.password(), by.phone(), by.device(), (check) -> {
			Redemption redemption = this.passcodes.redeem(check, by.passcode(), by.device());
			Account account = check.account();
			if (account == null || redemption != Redemption.REDEEMED) {
				deny(check, redemption, by);
				return denied.get();
			}
			this.passcodes.loggedIn(check, by.device());
			return work.apply(account);
		});
	}

	private void deny(PasswordCheck check, Redemption redemption, Credentials by) {
		this.audit.append(Entry.of(Event.CHANGE_DENIED)
			.account(check.named())
			.device(by.device())
			.known(check.attempt().origin().known())
			.reason(check.right() ? redemption : check.failure()));
	}

}
