package io.hellwall.selfservice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.Candidate;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.Delivery;
import io.hellwall.mail.PasscodeMail;
import io.hellwall.mail.Recipient;
import io.hellwall.passcode.AddressProof;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.AfterAnswer;
import io.hellwall.passcode.PasscodePurpose;
import io.hellwall.passcode.RequestResult.Sent;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Mails passcodes with which holders choose a new password instead of a forgotten one.
 * {@link ForgottenPasswords} accepts them.
 */
@Service
public class PasswordResets {

	/** SP 800-63B-4 §4.2.1.2 allows 24 hours for what is mailed to a known address. */
	private static final Duration STARTED_TTL = Duration.ofHours(24);

	private final Accounts accounts;

	private final AddressProofs proofs;

	private final AfterAnswer afterAnswer;

	private final Limits limits;

	private final Audit audit;

	private final InstantSource time;

	PasswordResets(Accounts accounts, AddressProofs proofs, AfterAnswer afterAnswer, Limits limits, Audit audit,
			InstantSource time) {
		this.accounts = accounts;
		this.proofs = proofs;
		this.afterAnswer = afterAnswer;
		this.limits = limits;
		this.audit = audit;
		this.time = time;
	}

	/**
	 * Mails a passcode, if an active account has the address. Everything is done after
	 * the answer, which is the same whatever happens, because its time would tell.
	 */
	public Sent request(EmailAddress email, Device device) {
		Instant now = this.time.instant();
		boolean mayMail = !(this.limits.openMail(device.address().inet()) instanceof Refused);
		this.afterAnswer.executeOpen(() -> mail(email, device, mayMail, now));
		return new Sent(now.plus(this.proofs.ttl()), this.proofs.ttl());
	}

	/**
	 * Writes the same whether there is an account or not. The limits of networks do not
	 * count at known places, or strangers could use them up.
	 */
	private void mail(EmailAddress email, Device device, boolean mayMail, Instant now) {
		Candidate candidate = this.accounts.candidate(email);
		if (!(mayMail || this.proofs.isKnown(candidate.id(), device))
				|| !this.proofs.mayMail(PasscodePurpose.RESET, candidate.id(), device, now)) {
			return;
		}
		Optional<Account> holder = candidate.account().filter(Account::active);
		AddressProof proof = proof(candidate, device);
		if (holder.isEmpty()) {
			this.proofs.pretend(proof, now, this.proofs.ttl());
			return;
		}
		Event event = switch (this.proofs.mail(proof, PasscodeMail.RESET, Recipient.of(holder.get()), now,
				this.proofs.ttl())) {
			case DELIVERED -> Event.RESET_SENT;
			case FAILED -> Event.PASSCODE_UNDELIVERED;
		};
		this.audit.append(Entry.of(event).account(candidate.id().value()).device(device));
	}

	/**
	 * Mails a passcode on behalf of somebody else. It is good on any device for a day.
	 * Until it is used, the account stays as it is.
	 * @param by who asks for it
	 */
	public ResetStart start(AccountId id, Actor by) {
		Optional<Account> account = this.accounts.find(id);
		if (account.isEmpty()) {
			return ResetStart.NO_ACCOUNT;
		}
		if (!account.get().active()) {
			return ResetStart.DISABLED;
		}
		AddressProof proof = proof(this.accounts.candidate(account.get().email()), null);
		boolean delivered = this.proofs.mail(proof, PasscodeMail.RESET_STARTED, Recipient.of(account.get()),
				this.time.instant(), STARTED_TTL) == Delivery.DELIVERED;
		Event event = delivered ? Event.RESET_STARTED : Event.PASSCODE_UNDELIVERED;
		this.audit.append(Entry.of(event).account(id.value()).by(by));
		return delivered ? ResetStart.STARTED : ResetStart.MAIL_UNAVAILABLE;
	}

	/**
	 * A passcode belongs to the password and the address that the account has when it is
	 * mailed: another one of either ends it.
	 */
	static AddressProof proof(Candidate candidate, @Nullable Device device) {
		String about = candidate.account()
			.map((it) -> HexFormat.of().formatHex(it.credentialFingerprint()) + it.email().key())
			.orElse("");
		return new AddressProof(PasscodePurpose.RESET, candidate.id(), device, about);
	}

}
