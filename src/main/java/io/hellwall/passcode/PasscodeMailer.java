package io.hellwall.passcode;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.Mail;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;

import org.springframework.stereotype.Component;

/** Mails passcodes, as often as an account and a network may have them. */
@Component
class PasscodeMailer {

	private final PasscodeMaker maker;

	private final PasscodeTransactions transactions;

	private final MailPaceRepository paces;

	private final Accounts accounts;

	private final Limits limits;

	private final Mail mail;

	private final PasscodeProperties properties;

	PasscodeMailer(PasscodeMaker maker, PasscodeTransactions transactions, MailPaceRepository paces, Accounts accounts,
			Limits limits, Mail mail, PasscodeProperties properties) {
		this.maker = maker;
		this.transactions = transactions;
		this.paces = paces;
		this.accounts = accounts;
		this.limits = limits;
		this.mail = mail;
		this.properties = properties;
	}

	/** The answer to whoever is mailed a passcode that is made at this time. */
	Sent sent(Instant now) {
		return new Sent(now.plus(this.properties.ttl()), this.properties.ttl());
	}

	/**
	 * Mails a new passcode, which replaces the one before. The mail is sent after the
	 * commit, so every passcode that arrives is stored. If the mail fails, the passcode
	 * is withdrawn. Only mails that were handed over count for the limits of networks.
	 */
	RequestResult mail(Account account, Device device, GuessOrigin origin, Instant now) {
		// A known place has mails of its own, which nobody can use up from elsewhere.
		if (origin instanceof Known) {
			return mailWithinLimits(account, device, origin, now);
		}
		InetAddress client = device.address().inet();
		if (this.limits.mail(client) instanceof Refused refused) {
			return new TooManyMails(refused.retryAfter());
		}
		boolean sent = false;
		try {
			RequestResult result = mailWithinLimits(account, device, origin, now);
			sent = result instanceof Sent;
			return result;
		}
		finally {
			if (!sent) {
				this.limits.mailNotSent(client);
			}
		}
	}

	private RequestResult mailWithinLimits(Account account, Device device, GuessOrigin origin, Instant now) {
		IssuedPasscode.Key key = IssuedPasscode.Key.of(account.id(), device);
		MailPace.Key payer = MailPace.Key.of(account.id(), origin);
		Passcode passcode = this.maker.random(this.transactions.nextLength(account.id()));
		byte[] stored = this.maker.stored(key, passcode);
		if (!this.transactions.replace(key, payer, stored, passcode.length(), now)) {
			return new TooSoon(retryAfter(payer, now));
		}
		if (!isStill(account)) {
			this.transactions.withdraw(key, payer, stored, now);
			return new Denied();
		}
		return switch (this.mail.sendPasscode(account, passcode.text(), device, now, this.properties.ttl())) {
			case DELIVERED -> sent(now);
			case FAILED -> {
				this.transactions.withdraw(key, payer, stored, now);
				yield new MailUnavailable();
			}
		};
	}

	/**
	 * Whether the account may still have mail at the address whose password was checked.
	 * It is asked after the passcode was stored: whoever changes the address later
	 * withdraws that passcode, so none that is good is ever mailed to an earlier address.
	 */
	private boolean isStill(Account account) {
		return this.accounts.find(account.id())
			.filter((now) -> now.active() && now.email().equals(account.email()))
			.isPresent();
	}

	/**
	 * Writes as much as {@link #mail} does, and mails nothing. So the load on the service
	 * does not tell whether a password was right.
	 * @param shadow to write it for; no account has this id
	 */
	void pretend(AccountId shadow, Device device, GuessOrigin origin, Instant now) {
		IssuedPasscode.Key key = IssuedPasscode.Key.of(shadow, device);
		MailPace.Key payer = MailPace.Key.of(shadow, origin);
		Passcode passcode = this.maker.random(this.transactions.nextLength(shadow));
		byte[] stored = this.maker.stored(key, passcode);
		if (this.transactions.replace(key, payer, stored, passcode.length(), now)) {
			this.transactions.withdraw(key, payer, stored, now);
		}
	}

	private Duration retryAfter(MailPace.Key payer, Instant now) {
		return this.paces.findByKey(payer)
			.map((pace) -> pace.retryAfter(now, this.properties.maxPerHour(), this.properties.resendInterval()))
			.orElse(MailPace.SHORTEST_WAIT);
	}

}
