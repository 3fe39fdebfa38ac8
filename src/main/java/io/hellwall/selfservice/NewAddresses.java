package io.hellwall.selfservice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
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
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Mails a passcode to the address that somebody wants for an account. */
@Service
public class NewAddresses {

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final Passcodes passcodes;

	private final AddressProofs proofs;

	private final AfterAnswer afterAnswer;

	private final Accounts accounts;

	private final Notices notices;

	NewAddresses(Passcodes passcodes, AddressProofs proofs, AfterAnswer afterAnswer, Accounts accounts,
			Notices notices) {
		this.passcodes = passcodes;
		this.proofs = proofs;
		this.afterAnswer = afterAnswer;
		this.accounts = accounts;
		this.notices = notices;
	}

	/**
	 * Checks the password as a request for a login's passcode does, and mails a passcode
	 * to the new address. If it belongs to another account, its holder is told instead,
	 * and nobody else. Both is done after the answer, because its time would tell.
	 */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone,
			EmailAddress newEmail, Device device) {
		return this.passcodes.request(email, password, phone, device, (account, its, origin, now) -> {
			if (!this.proofs.mayMail(PasscodePurpose.NEW_ADDRESS, account.id(), device, now)) {
				return new RequestResult.TooSoon(PAUSE);
			}
			this.afterAnswer.execute(() -> mail(account, newEmail, device, now));
			return new RequestResult.Sent(now.plus(this.proofs.ttl()), this.proofs.ttl());
		});
	}

	private void mail(Account account, EmailAddress newEmail, Device device, Instant now) {
		Optional<Account> holder = this.accounts.find(newEmail).filter((it) -> !it.id().equals(account.id()));
		if (holder.isEmpty()) {
			this.proofs.mail(proof(account, newEmail, device), PasscodeMail.NEW_ADDRESS,
					new Recipient(account.id(), newEmail, account.language()), now, this.proofs.ttl());
		}
		else {
			this.notices.add(holder.get().id(), NoticeKind.ALREADY_REGISTERED, device, now);
		}
	}

	/** Good for this address and this account only. */
	static AddressProof proof(Account account, EmailAddress newEmail, Device device) {
		return new AddressProof(PasscodePurpose.NEW_ADDRESS, account.id(), device, newEmail.key());
	}

}
