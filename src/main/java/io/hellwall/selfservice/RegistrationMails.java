package io.hellwall.selfservice;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.Candidate;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.mail.PasscodeMail;
import io.hellwall.mail.Recipient;
import io.hellwall.passcode.AddressProof;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.PasscodePurpose;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.password.HashedPassword;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps what strangers ask for, and mails them. They can keep a limited number of rows,
 * each until its passcode expires.
 */
@Component
class RegistrationMails {

	/** More than the limits of mails allow, and few enough to count for each new one. */
	private static final int MOST = 10_000;

	private final Limits limits;

	private final Accounts accounts;

	private final AddressProofs proofs;

	private final RegistrationRepository registrations;

	private final Notices notices;

	private final Audit audit;

	RegistrationMails(Limits limits, Accounts accounts, AddressProofs proofs, RegistrationRepository registrations,
			Notices notices, Audit audit) {
		this.limits = limits;
		this.accounts = accounts;
		this.proofs = proofs;
		this.registrations = registrations;
		this.notices = notices;
		this.audit = audit;
	}

	/** The answer to whoever asked at this time. */
	Sent sent(Instant now) {
		return new Sent(now.plus(this.proofs.ttl()), this.proofs.ttl());
	}

	/** Writes the same whether the address has an account or not. */
	void mail(EmailAddress email, HashedPassword password, @Nullable PhoneNumber phone, Device device, Instant now) {
		Candidate candidate = this.accounts.candidate(email);
		AccountId address = candidate.shadow();
		if (this.limits.openMail(device.address().inet()) instanceof Refused
				|| !this.proofs.mayMail(PasscodePurpose.REGISTRATION, address, device, now)
				|| !keep(address, email, password, phone, device, now)) {
			return;
		}
		AddressProof proof = proof(address, device, password);
		Optional<Account> holder = candidate.account();
		if (holder.isEmpty()) {
			this.proofs.mail(proof, PasscodeMail.REGISTRATION, new Recipient(address, email), now, this.proofs.ttl());
			this.audit.append(Entry.of(Event.REGISTRATION_SENT).device(device));
			return;
		}
		this.proofs.pretend(proof, now, this.proofs.ttl());
		this.notices.add(holder.get().id(), NoticeKind.ALREADY_REGISTERED, device, now);
	}

	private boolean keep(AccountId address, EmailAddress email, HashedPassword password, @Nullable PhoneNumber phone,
			Device device, Instant now) {
		return this.registrations.put(PendingRegistration.Key.of(address, device), email.value(),
				(phone != null) ? phone.value() : null, password.value(), now.plus(this.proofs.ttl()).toEpochMilli(),
				MOST) > 0;
	}

	/**
	 * Good for the password that was asked for together with it, and for no later one.
	 */
	static AddressProof proof(AccountId address, Device device, HashedPassword password) {
		return new AddressProof(PasscodePurpose.REGISTRATION, address, device, password.value());
	}

}
