package io.hellwall.selfservice;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.mail.PasscodeMail;
import io.hellwall.mail.Recipient;
import io.hellwall.passcode.AddressProof;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.AfterAnswer;
import io.hellwall.passcode.PasscodePurpose;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Mails a passcode to the address that somebody wants for an account. */
@Service
public class NewAddresses {

	private final Passcodes passcodes;

	private final AddressProofs proofs;

	private final AfterAnswer afterAnswer;

	private final Accounts accounts;

	private final Notices notices;

	private final Limits limits;

	private final Audit audit;

	NewAddresses(Passcodes passcodes, AddressProofs proofs, AfterAnswer afterAnswer, Accounts accounts, Notices notices,
			Limits limits, Audit audit) {
		this.passcodes = passcodes;
		this.proofs = proofs;
		this.afterAnswer = afterAnswer;
		this.accounts = accounts;
		this.notices = notices;
		this.limits = limits;
		this.audit = audit;
	}

	/**
	 * Checks the password as a request for a login's passcode does, and mails a passcode
	 * to the new address. If it belongs to another account, its holder is told instead,
	 * and nobody else. Both is done after the answer, because its time would tell.
	 */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone,
			EmailAddress newEmail, Device device) {
		return this.passcodes.request(email, password, phone, device, (account, its, origin, now) -> {
			RequestResult result = mayMail(account, its, origin, now);
			if (result instanceof Sent) {
				this.afterAnswer.execute(() -> mail(account, newEmail, its, origin, now));
			}
			else {
				append(Event.PASSCODE_TOO_SOON, account, its, origin, null);
			}
			return result;
		});
	}

	/** A known place has mails of its own, as it has for passcodes of logins. */
	private RequestResult mayMail(Account account, Device device, GuessOrigin origin, Instant now) {
		if (!origin.known() && this.limits.mail(device.address().inet()) instanceof Refused refused) {
			return new TooManyMails(refused.retryAfter());
		}
		if (!this.proofs.mayMail(PasscodePurpose.NEW_ADDRESS, account.id(), device, now)) {
			giveBack(device, origin);
			return new TooSoon(this.proofs.retryAfter(PasscodePurpose.NEW_ADDRESS, account.id(), device, now));
		}
		return new Sent(now.plus(this.proofs.ttl()), this.proofs.ttl());
	}

	private void giveBack(Device device, GuessOrigin origin) {
		if (!origin.known()) {
			this.limits.mailNotSent(device.address().inet());
		}
	}

	private void mail(Account account, EmailAddress newEmail, Device device, GuessOrigin origin, Instant now) {
		Optional<Account> holder = this.accounts.find(newEmail).filter((it) -> !it.id().equals(account.id()));
		if (holder.isPresent()) {
			this.notices.add(holder.get().id(), NoticeKind.ALREADY_REGISTERED, device, now);
			append(Event.PASSCODE_DENIED, account, device, origin, ChangeFailure.ADDRESS_TAKEN);
			return;
		}
		Recipient recipient = new Recipient(account.id(), newEmail, account.language());
		switch (this.proofs.mail(proof(account, newEmail, device), PasscodeMail.NEW_ADDRESS, recipient, now,
				this.proofs.ttl())) {
			case DELIVERED -> append(Event.PASSCODE_SENT, account, device, origin, null);
			case FAILED -> {
				giveBack(device, origin);
				append(Event.PASSCODE_UNDELIVERED, account, device, origin, null);
			}
		}
	}

	private void append(Event event, Account account, Device device, GuessOrigin origin,
			@Nullable ChangeFailure reason) {
		this.audit
			.append(Entry.of(event).account(account.id().value()).device(device).known(origin.known()).reason(reason));
	}

	/** Good for this address and this account only. */
	static AddressProof proof(Account account, EmailAddress newEmail, Device device) {
		return new AddressProof(PasscodePurpose.NEW_ADDRESS, account.id(), device, newEmail.key());
	}

}
