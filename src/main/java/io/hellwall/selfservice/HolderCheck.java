package io.hellwall.selfservice;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.hellwall.account.Account;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
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
	 * @param work runs within a hashing slot, and calls {@link #done} or {@link #failed}
	 * @param denied the answer to everybody else
	 * @return empty if too many passwords wait to be hashed; then nothing was spent
	 */
	<T> Optional<T> check(Credentials by, Function<Account, T> work, Supplier<T> denied) {
		return check(by, Optional::empty, work, denied);
	}

	/**
	 * The same, after other work in that hashing slot.
	 * @param first may give the answer; then nothing is checked, counted or spent
	 */
	<T> Optional<T> check(Credentials by, Supplier<Optional<T>> first, Function<Account, T> work, Supplier<T> denied) {
		return this.passwords.check(by.email(), by.password(), by.phone(), by.device(), first, (check) -> {
			Redemption redemption = this.passcodes.redeem(check, by.passcode(), by.device());
			Account account = check.account();
			if (account == null || redemption != Redemption.REDEEMED) {
				deny(check, redemption, by);
				return denied.get();
			}
			return work.apply(account);
		});
	}

	/**
	 * The counts start again, and the device is known from now on. Only after a change of
	 * which the holder is told: else the next login from there would not be told either.
	 */
	void done(Account account, Device device) {
		this.passcodes.loggedIn(account.id(), device);
	}

	/**
	 * The passcode was right and is spent, and nothing was changed. The next may be asked
	 * for at once.
	 */
	void failed(Account account, Device device, ChangeFailure reason) {
		this.passcodes.spentInVain(account.id(), device);
		this.audit.append(Entry.of(Event.CHANGE_DENIED).account(account.id().value()).device(device).reason(reason));
	}

	private void deny(PasswordCheck check, Redemption redemption, Credentials by) {
		this.audit.append(Entry.of(Event.CHANGE_DENIED)
			.account(check.named())
			.device(by.device())
			.known(check.attempt().origin().known())
			.reason(check.right() ? redemption : check.failure()));
	}

}
