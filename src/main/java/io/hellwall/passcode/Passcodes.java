package io.hellwall.passcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Actor;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.Guesses;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.guess.PasswordChecks;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Mails passcodes to clients that know the password, and accepts each passcode once. */
@Service
public class Passcodes {

	private final PasswordChecks passwords;

	private final PasscodeMailer mailer;

	private final PasscodeTransactions transactions;

	private final Guesses guesses;

	private final AfterAnswer afterAnswer;

	private final RequestLog log;

	private final InstantSource time;

	Passcodes(PasswordChecks passwords, PasscodeMailer mailer, PasscodeTransactions transactions, Guesses guesses,
			AfterAnswer afterAnswer, RequestLog log, InstantSource time) {
		this.passwords = passwords;
		this.mailer = mailer;
		this.transactions = transactions;
		this.guesses = guesses;
		this.afterAnswer = afterAnswer;
		this.log = log;
		this.time = time;
	}

	/**
	 * Checks the password, and mails a passcode for this device. Where an account is
	 * guarded, strangers are told the same whether the password is right or not, and all
	 * that depends on it is done after the answer.
	 */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device) {
		return request(email, password, phone, device, this::mailAndRecord);
	}

	/**
	 * The same with another mail, for whoever knows the password.
	 * @param mailing the only thing that depends on whether the password is right; it
	 * records what became of it
	 */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device,
			PasscodeMailing mailing) {
		Optional<PasswordCheck> checked = this.passwords.check(email, password, phone, device);
		if (checked.isEmpty()) {
			return this.log.counted(new Busy());
		}
		PasswordCheck check = checked.get();
		Instant now = this.time.instant();
		if (check.attempt().guarded()) {
			tellGuarded(check, device, now);
			this.afterAnswer.execute(() -> mail(check, device, now, mailing));
			return this.mailer.sent(now);
		}
		return mail(check, device, now, mailing);
	}

	/** Mails a passcode to somebody whose token has proved who he is. */
	public RequestResult request(Account account, Device device) {
		return this.log
			.counted(mailAndRecord(account, device, this.guesses.origin(account.id(), device), this.time.instant()));
	}

	private RequestResult mail(PasswordCheck check, Device device, Instant now, PasscodeMailing mailing) {
		this.guesses.settle(check.attempt(), check.right());
		Account account = check.account();
		GuessOrigin origin = check.attempt().origin();
		if (account == null) {
			if (check.attempt().guarded()) {
				this.mailer.pretend(check.candidate().shadow(), device, origin, now);
			}
			this.log.denied(check, device);
			return this.log.counted(new Denied());
		}
		return this.log.counted(mailing.mail(account, device, origin, now));
	}

	private RequestResult mailAndRecord(Account account, Device device, GuessOrigin origin, Instant now) {
		RequestResult result = this.mailer.mail(account, device, origin, now);
		this.log.mailed(result, account, device, origin);
		return result;
	}

	/**
	 * Spends a passcode, if the password was right. The try is committed before the
	 * passcode is compared, so that nothing that fails later gives it back. If the
	 * password was wrong, the same statements look for a passcode that nobody has.
	 */
	public Redemption redeem(PasswordCheck check, Passcode passcode, Device device) {
		Instant now = this.time.instant();
		tellGuarded(check, device, now);
		return this.guesses.alone(check.attempt().account(), () -> redeemAlone(check, passcode, device, now));
	}

	private Redemption redeemAlone(PasswordCheck check, Passcode passcode, Device device, Instant now) {
		IssuedPasscode.Key nobodys = IssuedPasscode.Key.ofNobody(check.candidate().shadow());
		IssuedPasscode.Key key = check.right() ? IssuedPasscode.Key.of(check.attempt().account(), device) : nobodys;
		CountedTry counted = this.transactions.countTry(check, key, passcode, now);
		boolean spent = this.transactions.spend((counted.refused() == null) ? key : nobodys, passcode, now);
		return redemption(counted, spent, check.attempt().account(), device, now);
	}

	/** The same for somebody whose token has proved who he is. */
	public Redemption redeem(AccountId account, Passcode passcode, Device device) {
		Instant now = this.time.instant();
		IssuedPasscode.Key key = IssuedPasscode.Key.of(account, device);
		return this.guesses.alone(account, () -> {
			CountedTry counted = this.transactions.countTry(account, key, passcode, now);
			boolean spent = counted.refused() == null && this.transactions.spend(key, passcode, now);
			return redemption(counted, spent, account, device, now);
		});
	}

	private Redemption redemption(CountedTry counted, boolean spent, AccountId account, Device device, Instant now) {
		if (counted.refused() != null) {
			return counted.refused();
		}
		if (!spent && counted.lastShort()) {
			this.afterAnswer.tellLongPasscodes(account, device, now);
		}
		return spent ? Redemption.REDEEMED : Redemption.WRONG_PASSCODE;
	}

	private void tellGuarded(PasswordCheck check, Device device, Instant now) {
		if (check.attempt().beginsGuard() && check.named() != null) {
			this.afterAnswer.tellGuarded(check.attempt().account(), device, now);
		}
	}

	/** After a login: the counts start again, and the device is known from now on. */
	public void loggedIn(PasswordCheck check, Device device) {
		this.transactions.loggedIn(check.attempt().account(), device, check.attempt().origin(), this.time.instant());
	}

	/** The same after a step-up. */
	public void loggedIn(AccountId account, Device device) {
		this.transactions.loggedIn(account, device, this.guesses.origin(account, device), this.time.instant());
	}

	/**
	 * After a passcode that was right and of no use: the next may be asked for at once.
	 */
	public void spentInVain(AccountId account, Device device) {
		this.transactions.liftPause(account, this.guesses.origin(account, device));
	}

	/** Forgets the failures of everybody: nobody waits, and passcodes are short again. */
	public void forgetGuesses(AccountId account, Actor by) {
		this.transactions.forgetGuesses(account);
		this.log.forgotten(account, by);
	}

}
