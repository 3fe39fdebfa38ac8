package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.hellwall.account.Account;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.Mail;
import io.hellwall.guess.GuessOrigin.AllStrangers;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooSoon;

import org.springframework.stereotype.Component;

/** Mails passcodes, as often as an account and a network may have them. */
@Component
class PasscodeMailer {

	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private final PasscodeMaker maker;

	private final PasscodeTransactions transactions;

	private final MailPaceRepository paces;

	private final Limits limits;

	private final Mail mail;

	private final PasscodeProperties properties;

	private final InstantSource time;

	PasscodeMailer(PasscodeMaker maker, PasscodeTransactions transactions, MailPaceRepository paces, Limits limits,
			Mail mail, PasscodeProperties properties, InstantSource time) {
		this.maker = maker;
		this.transactions = transactions;
		this.paces = paces;
		this.limits = limits;
		this.mail = mail;
		this.properties = properties;
		this.time = time;
	}

	/**
	 * Mails a new passcode, which replaces the one before. The mail is sent after the
	 * commit, so every passcode that arrives is stored. If the mail fails, the passcode
	 * is withdrawn.
	 */
	RequestResult mail(Account account, Device device, GuessOrigin origin) {
		Instant now = this.time.instant();
		// A known device has mails of its own, which nobody can use up from elsewhere.
		boolean known = origin instanceof Known;
		if (!known && this.limits.mail(device.address().inet()) instanceof Refused refused) {
			return new TooSoon(refused.retryAfter());
		}
		IssuedPasscode.Key key = IssuedPasscode.Key.of(account.id(), device);
		MailPace.Key payer = MailPace.Key.of(account.id(), known ? origin : new AllStrangers());
		Passcode passcode = this.maker.random();
		byte[] stored = this.maker.stored(key, passcode);
		if (!this.transactions.replace(key, payer, stored, now)) {
			return new TooSoon(retryAfter(payer, now));
		}
		return switch (this.mail.sendPasscode(account, passcode.text(), device, now, this.properties.ttl())) {
			case DELIVERED -> new Sent(now.plus(this.properties.ttl()), this.properties.ttl());
			case FAILED -> {
				this.transactions.withdraw(key, payer, stored, now);
				yield new MailUnavailable();
			}
		};
	}

	private Duration retryAfter(MailPace.Key payer, Instant now) {
		return this.paces.findByKey(payer)
			.map((pace) -> Duration.between(now, pace.next(this.properties)))
			.filter((wait) -> wait.compareTo(SHORTEST_WAIT) > 0)
			.orElse(SHORTEST_WAIT);
	}

}
