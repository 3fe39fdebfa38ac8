package io.hellwall.selfservice;

import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.Candidate;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Passwords;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.password.HashedPassword;
import io.hellwall.password.Password;
import io.hellwall.selfservice.ChangeResult.Busy;
import io.hellwall.selfservice.ChangeResult.Changed;
import io.hellwall.selfservice.ChangeResult.Denied;
import io.hellwall.selfservice.ChangeResult.PasswordRefused;

import org.springframework.stereotype.Service;

/** Exchanges a passcode of {@link PasswordResets} for a new password. */
@Service
public class ForgottenPasswords {

	private final Accounts accounts;

	private final Passwords passwords;

	private final AddressProofs proofs;

	private final Passcodes passcodes;

	private final ChangeTransactions changes;

	private final Audit audit;

	ForgottenPasswords(Accounts accounts, Passwords passwords, AddressProofs proofs, Passcodes passcodes,
			ChangeTransactions changes, Audit audit) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.proofs = proofs;
		this.passcodes = passcodes;
		this.changes = changes;
		this.audit = audit;
	}

	/**
	 * Gives the account another password, which ends all sessions. The place is known
	 * from then on, and nobody waits for earlier failures.
	 * <p>
	 * Not transactional: the passcode is spent first, so a crash in between costs a
	 * passcode and changes nothing. Whoever sends it proved nothing yet, so all its work,
	 * the estimate of the password too, waits for a place among the hashes.
	 */
	public ChangeResult choose(EmailAddress email, Passcode passcode, Password password, Device device) {
		return this.accounts
			.<ChangeResult>withHashingSlot(false,
					() -> this.passwords.fault(password, email)
						.<ChangeResult>map(PasswordRefused::new)
						.orElseGet(() -> change(email, passcode, password, device)))
			.orElseGet(Busy::new);
	}

	private ChangeResult change(EmailAddress email, Passcode passcode, Password password, Device device) {
		Candidate candidate = this.accounts.candidate(email);
		Redemption redemption = redeem(candidate, passcode, device);
		Optional<Account> holder = candidate.account();
		if (redemption != Redemption.REDEEMED || holder.isEmpty()) {
			return denied(holder, device, redemption);
		}
		Account account = holder.get();
		HashedPassword hashed = this.passwords.hash(password);
		if (!this.changes.make(Change.RESET, account, device, () -> this.passwords.change(account, hashed))) {
			return denied(holder, device, ChangeFailure.CHANGED_MEANWHILE);
		}
		this.passcodes.loggedIn(account.id(), device);
		return new Changed();
	}

	private ChangeResult denied(Optional<Account> holder, Device device, Enum<?> reason) {
		this.audit.append(Entry.of(Event.RESET_DENIED)
			.account(holder.map((it) -> it.id().value()).orElse(null))
			.device(device)
			.reason(reason));
		return new Denied();
	}

	/**
	 * One that this device asked for, or one that an administrator asked for. If both are
	 * refused, the reason is that of the first.
	 */
	private Redemption redeem(Candidate candidate, Passcode passcode, Device device) {
		Redemption own = this.proofs.redeem(PasswordResets.proof(candidate, device), passcode);
		if (own == Redemption.REDEEMED) {
			return own;
		}
		Redemption started = this.proofs.redeem(PasswordResets.proof(candidate, null), passcode);
		return (started == Redemption.REDEEMED) ? started : own;
	}

}
