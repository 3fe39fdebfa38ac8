package io.hellwall.lifecycle;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.audit.Actor;
import io.hellwall.lifecycle.ChangeResult.Changed;
import io.hellwall.lifecycle.ChangeResult.EmailTaken;
import io.hellwall.lifecycle.ChangeResult.Outdated;
import io.hellwall.lifecycle.ChangeResult.Unknown;
import io.hellwall.passcode.PasscodeErasure;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Changes and erases accounts, with all that belongs to them.
 * <p>
 * Not transactional: accounts and passcodes live in different databases. The account is
 * written first, so that no request can bring back what is erased after it.
 */
@Service
public class AccountLifecycle {

	/** Only changes of the same account at the same time use up one of these. */
	private static final int TRIES = 20;

	private final Accounts accounts;

	private final LifecycleTransactions transactions;

	private final PasscodeErasure passcodes;

	AccountLifecycle(Accounts accounts, LifecycleTransactions transactions, PasscodeErasure passcodes) {
		this.accounts = accounts;
		this.transactions = transactions;
		this.passcodes = passcodes;
	}

	/**
	 * Changes the address, phone number, status or binding mode of an account. If it is
	 * disabled, enabled, or gets another address, its sessions end, and the passcodes
	 * that were mailed to it are worthless. The account is read, changed, and written if
	 * nobody else wrote it meanwhile.
	 * @param expected whether the account may be changed that has this version
	 * @param change gives the account as it is wanted; may be called several times
	 */
	public ChangeResult change(AccountId id, IntPredicate expected, UnaryOperator<Account> change, Actor by) {
		for (int i = 0; i < TRIES; i++) {
			Optional<Account> found = this.accounts.find(id);
			if (found.isEmpty()) {
				return new Unknown();
			}
			Account known = found.get();
			if (!expected.test(known.version())) {
				return new Outdated();
			}
			Account wanted = change.apply(known);
			if (wanted.same(known)) {
				return new Changed(known);
			}
			if (isTaken(known, wanted)) {
				return new EmailTaken();
			}
			if (write(known, wanted, by)) {
				return new Changed(wanted.nextVersion());
			}
		}
		return new Outdated();
	}

	private boolean isTaken(Account known, Account wanted) {
		return this.accounts.find(wanted.email()).filter((other) -> !other.id().equals(known.id())).isPresent();
	}

	/** False if somebody else was faster; the next try finds out who. */
	private boolean write(Account known, Account wanted, Actor by) {
		try {
			if (!this.transactions.change(known, wanted, by)) {
				return false;
			}
		}
		catch (DataIntegrityViolationException ex) {
			return false; // another account took the address
		}
		if (known.active() != wanted.active() || !known.email().equals(wanted.email())) {
			this.passcodes.withdrawPasscodes(known.id());
		}
		return true;
	}

	/**
	 * Erases an account with its sessions, tokens, notices, passcodes, counts of guesses
	 * and known places. The audit log keeps the id, which then means nobody.
	 * <p>
	 * If the service dies half-way, call it again: the passcodes store is cleared even if
	 * the account is gone. A request that is under way may leave rows of counts with the
	 * id, which the purges delete.
	 * @return false if there is no such account
	 */
	public boolean erase(AccountId id, Actor by) {
		boolean erased = this.transactions.erase(id, by);
		this.passcodes.erase(id);
		return erased;
	}

}
