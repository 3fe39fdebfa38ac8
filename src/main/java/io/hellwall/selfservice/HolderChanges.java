package io.hellwall.selfservice;

import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.hellwall.account.Account;
import io.hellwall.account.AccountChanges;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Passwords;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Actor;
import io.hellwall.passcode.AddressProof;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.PasscodeErasure;
import io.hellwall.passcode.Redemption;
import io.hellwall.password.HashedPassword;
import io.hellwall.password.Password;
import io.hellwall.selfservice.ChangeResult.AddressTaken;
import io.hellwall.selfservice.ChangeResult.Busy;
import io.hellwall.selfservice.ChangeResult.Changed;
import io.hellwall.selfservice.ChangeResult.Denied;
import io.hellwall.selfservice.ChangeResult.PasswordRefused;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Changes that holders make to their accounts, and the deletion. Each needs what a login
 * needs.
 * <p>
 * Not transactional: passcodes and accounts live in different databases. The passcode is
 * spent first, so a crash in between costs a passcode and changes nothing. Of two changes
 * at once, the statement that finds the account as it was checked is done; the other one
 * is denied.
 */
@Service
public class HolderChanges {

	private final HolderCheck holders;

	private final ChangeTransactions changes;

	private final Accounts accounts;

	private final AccountChanges writes;

	private final Passwords passwords;

	private final AddressProofs proofs;

	private final PasscodeErasure passcodes;

	HolderChanges(HolderCheck holders, ChangeTransactions changes, Accounts accounts, AccountChanges writes,
			Passwords passwords, AddressProofs proofs, PasscodeErasure passcodes) {
		this.holders = holders;
		this.changes = changes;
		this.accounts = accounts;
		this.writes = writes;
		this.passwords = passwords;
		this.proofs = proofs;
		this.passcodes = passcodes;
	}

	/**
	 * Gives the account another password. Whoever sends it proved nothing yet, so the
	 * estimate of the new password waits for a place among the hashes too.
	 */
	public ChangeResult changePassword(Credentials by, Password password) {
		return this.holders.<ChangeResult>check(by,
				() -> this.passwords.fault(password, by.email()).map(PasswordRefused::new), (account) -> {
					HashedPassword hashed = this.passwords.hash(password);
					return make(Change.PASSWORD, account, by, () -> this.passwords.change(account, hashed));
				}, Denied::new)
			.orElseGet(Busy::new);
	}

	/**
	 * Gives the account another address.
	 * @param proof the passcode that was mailed to that address
	 */
	public ChangeResult changeEmail(Credentials by, EmailAddress email, Passcode proof) {
		return withHolder(by, (account) -> {
			AddressProof wanted = NewAddresses.proof(account, email, by.device());
			return (this.proofs.redeem(wanted, proof) == Redemption.REDEEMED) ? changeEmail(account, email, by)
					: failed(account, by, ChangeFailure.WRONG_PASSCODE_OF_NEW_ADDRESS);
		});
	}

	private ChangeResult changeEmail(Account account, EmailAddress email, Credentials by) {
		if (writeEmail(account, email, by)) {
			this.passcodes.withdrawPasscodes(account.id());
			return done(account, by);
		}
		if (this.accounts.find(email).filter((other) -> !other.id().equals(account.id())).isPresent()) {
			failed(account, by, ChangeFailure.ADDRESS_TAKEN);
			return new AddressTaken();
		}
		return failed(account, by, ChangeFailure.CHANGED_MEANWHILE);
	}

	private boolean writeEmail(Account account, EmailAddress email, Credentials by) {
		try {
			return this.changes.make(Change.EMAIL, account, by.device(),
					() -> this.writes.write(account, account.withEmail(email), Actor.HOLDER, by.device()));
		}
		catch (DataIntegrityViolationException ex) {
			return false; // Another account got the address while the statement ran.
		}
	}

	/**
	 * Gives the account another phone number.
	 * @param phone null to have none
	 */
	public ChangeResult changePhone(Credentials by, @Nullable PhoneNumber phone) {
		return withHolder(by, (account) -> make(Change.PHONE, account, by,
				() -> this.writes.write(account, account.withPhone(phone), Actor.HOLDER, by.device())));
	}

	/** Deletes the account. */
	public ChangeResult delete(Credentials by) {
		return withHolder(by, (account) -> {
			if (!this.changes.delete(account, by.device())) {
				return failed(account, by, ChangeFailure.CHANGED_MEANWHILE);
			}
			this.passcodes.erase(account.id());
			return new Changed();
		});
	}

	private ChangeResult withHolder(Credentials by, Function<Account, ChangeResult> work) {
		return this.holders.check(by, work, Denied::new).orElseGet(Busy::new);
	}

	private ChangeResult make(Change change, Account account, Credentials by, BooleanSupplier statement) {
		return this.changes.make(change, account, by.device(), statement) ? done(account, by)
				: failed(account, by, ChangeFailure.CHANGED_MEANWHILE);
	}

	private ChangeResult done(Account account, Credentials by) {
		this.holders.done(account, by.device());
		return new Changed();
	}

	private ChangeResult failed(Account account, Credentials by, ChangeFailure reason) {
		this.holders.failed(account, by.device(), reason);
		return new Denied();
	}

}
