package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.guess.Guesses;
import io.hellwall.mail.Delivery;
import io.hellwall.mail.Mail;
import io.hellwall.mail.PasscodeMail;
import io.hellwall.mail.Recipient;

import org.springframework.stereotype.Service;

/**
 * Passcodes that alone prove who reads the mail of an address. Whoever wants to guess one
 * needs no password, so they have 16 characters (80 bits): SP 800-63B-4 §3.2.2 asks for a
 * limit of guesses below 64 bits only, and such a limit would let strangers keep the
 * owner out.
 */
@Service
public class AddressProofs {

	private final AddressProofTransactions transactions;

	private final PasscodeMaker maker;

	private final Guesses guesses;

	private final Mail mail;

	private final PasscodeProperties properties;

	private final InstantSource time;

	AddressProofs(AddressProofTransactions transactions, PasscodeMaker maker, Guesses guesses, Mail mail,
			PasscodeProperties properties, InstantSource time) {
		this.transactions = transactions;
		this.maker = maker;
		this.guesses = guesses;
		this.mail = mail;
		this.properties = properties;
		this.time = time;
	}

	/** How long a passcode is good on the device that asked for it. */
	public Duration ttl() {
		return this.properties.ttl();
	}

	/**
	 * Counts a mail to the account or address, unless it has to wait. A known place has
	 * mails of its own. So has each network of strangers, and all of them together get a
	 * few times as many: one network cannot use up those of the others.
	 */
	public boolean mayMail(PasscodePurpose purpose, AccountId account, Device device, Instant now) {
		return this.transactions.countMail(purpose, account, this.guesses.origin(account, device), now);
	}

	/** After {@link #mayMail} said no: how long the next mail has to wait. */
	public Duration retryAfter(PasscodePurpose purpose, AccountId account, Device device, Instant now) {
		return this.transactions.retryAfter(purpose, account, this.guesses.origin(account, device), now);
	}

	/** Whether the account logged in from there lately. */
	public boolean isKnown(AccountId account, Device device) {
		return this.guesses.origin(account, device).known();
	}

	/**
	 * Mails a new passcode, which replaces the one before. The mail is sent after the
	 * commit. If it fails, the passcode stays until it expires, as nobody knows it.
	 * @param at when somebody asked for it
	 */
	public Delivery mail(AddressProof proof, PasscodeMail kind, Recipient to, Instant at, Duration validFor) {
		Passcode passcode = replace(proof, at, validFor);
		return this.mail.sendPasscode(kind, to, passcode.text(), proof.device(), at, validFor);
	}

	/**
	 * Writes what {@link #mail} does, and mails nothing. So wrong passcodes are counted
	 * where there is no account, too, and take as long.
	 */
	public void pretend(AddressProof proof, Instant at, Duration validFor) {
		replace(proof, at, validFor);
	}

	private Passcode replace(AddressProof proof, Instant at, Duration validFor) {
		Passcode passcode = this.maker.random(Passcode.LONG);
		this.transactions.replace(proof, passcode, at, validFor);
		return passcode;
	}

	/**
	 * Spends a passcode. The try is committed before the passcode is compared. Tries at
	 * one that is good on any device are not counted: strangers could use them up.
	 */
	public Redemption redeem(AddressProof proof, Passcode passcode) {
		Instant now = this.time.instant();
		if (proof.device() == null) {
			return this.transactions.spend(proof, passcode, now) ? Redemption.REDEEMED : Redemption.NO_LIVE_PASSCODE;
		}
		return this.guesses.alone(proof.account(), () -> {
			Redemption refused = this.transactions.countTry(proof, passcode, now);
			if (refused != null) {
				return refused;
			}
			return this.transactions.spend(proof, passcode, now) ? Redemption.REDEEMED : Redemption.WRONG_PASSCODE;
		});
	}

}
