package io.hellwall.selfservice;

import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.password.HashedPassword;
import io.hellwall.selfservice.RegistrationProperties.Mode;
import io.hellwall.selfservice.RegistrationResult.Closed;
import io.hellwall.selfservice.RegistrationResult.Confirmed;
import io.hellwall.selfservice.RegistrationResult.Confirming;
import io.hellwall.selfservice.RegistrationResult.Denied;
import io.hellwall.session.Sessions;

import org.springframework.stereotype.Service;

/** Exchanges the passcode of a registration for an account and its first session. */
@Service
public class NewAccounts {

	/** What no registration has in place of a password. */
	private static final HashedPassword NONE = new HashedPassword("");

	private final RegistrationProperties properties;

	private final Accounts accounts;

	private final RegistrationTransactions registrations;

	private final AddressProofs proofs;

	private final Sessions sessions;

	private final Passcodes passcodes;

	private final Audit audit;

	NewAccounts(RegistrationProperties properties, Accounts accounts, RegistrationTransactions registrations,
			AddressProofs proofs, Sessions sessions, Passcodes passcodes, Audit audit) {
		this.properties = properties;
		this.accounts = accounts;
		this.registrations = registrations;
		this.proofs = proofs;
		this.sessions = sessions;
		this.passcodes = passcodes;
		this.audit = audit;
	}

	/**
	 * Creates the account and logs its holder in.
	 * <p>
	 * Not transactional: the passcode is spent first, so a crash in between costs a
	 * passcode and creates nothing, or an account that can log in.
	 */
	public Confirming confirm(EmailAddress email, Passcode passcode, Device device) {
		if (this.properties.mode() == Mode.OFF) {
			return new Closed();
		}
		AccountId address = this.accounts.candidate(email).shadow();
		Optional<PendingRegistration> pending = this.registrations.find(address, device);
		HashedPassword password = pending.map(PendingRegistration::password).orElse(NONE);
		Redemption redemption = this.proofs.redeem(RegistrationMails.proof(address, device, password), passcode);
		Optional<Account> account = (redemption == Redemption.REDEEMED) ? pending.flatMap(this.registrations::create)
				: Optional.empty();
		return account.<Confirming>map((created) -> logIn(created, device)).orElseGet(() -> {
			this.audit.append(Entry.of(Event.REGISTRATION_DENIED).device(device).reason(redemption));
			return new Denied();
		});
	}

	private Confirmed logIn(Account account, Device device) {
		Confirmed confirmed = new Confirmed(this.sessions.open(account, device, false));
		this.passcodes.loggedIn(account.id(), device);
		this.accounts.learnLanguage(account, device.language());
		return confirmed;
	}

}
