package io.hellwall.passcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.Guesses;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooSoon;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Mails passcodes to clients that know the password, and accepts each passcode once. */
@Service
public class Passcodes {

	private final Accounts accounts;

	private final PasscodeMailer mailer;

	private final PasscodeTransactions transactions;

	private final Guesses guesses;

	private final Audit audit;

	private final InstantSource time;

	/**
	 * Of many guesses at one account, one is at the store at a time. In the store they
	 * would wait for its row, and each would hold a connection that other accounts need.
	 */
	private final List<Lock> accountLocks = Stream.generate(() -> (Lock) new ReentrantLock()).limit(256).toList();

	Passcodes(Accounts accounts, PasscodeMailer mailer, PasscodeTransactions transactions, Guesses guesses, Audit audit,
			InstantSource time) {
		this.accounts = accounts;
		this.mailer = mailer;
		this.transactions = transactions;
		this.guesses = guesses;
		this.audit = audit;
		this.time = time;
	}

	/** Checks the password, and mails a passcode for this device. */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device) {
		Optional<Optional<Account>> checked = this.accounts
			.withHashingSlot(() -> this.accounts.authenticate(email, password, phone));
		if (checked.isEmpty()) {
			return new Busy();
		}
		Optional<Account> account = checked.get();
		if (account.isEmpty()) {
			Optional<Account> known = this.accounts.find(email);
			this.audit.append(Entry.of(Event.PASSCODE_DENIED)
				.account(known.map((it) -> it.id().value()).orElse(null))
				.device(device));
			return new Denied();
		}
		AccountId id = account.get().id();
		RequestResult result = this.mailer.mail(account.get(), device, this.guesses.origin(id, device));
		Event event = switch (result) {
			case Sent sent -> Event.PASSCODE_SENT;
			case Denied denied -> Event.PASSCODE_DENIED;
			case TooSoon soon -> Event.PASSCODE_TOO_SOON;
			case MailUnavailable unavailable -> Event.PASSCODE_UNDELIVERED;
			case Busy busy -> throw new IllegalStateException("the password was checked already");
		};
		this.audit.append(Entry.of(event).account(id.value()).device(device));
		return result;
	}

	/**
	 * Spends a passcode. The attempt is committed before the passcode is checked, so that
	 * nothing that fails later gives it back.
	 */
	public Redemption redeem(AccountId account, Passcode passcode, Device device) {
		Lock accountLock = this.accountLocks.get(Math.floorMod(account.hashCode(), this.accountLocks.size()));
		accountLock.lock();
		try {
			return redeemAlone(account, passcode, device, this.time.instant());
		}
		finally {
			accountLock.unlock();
		}
	}

	private Redemption redeemAlone(AccountId account, Passcode passcode, Device device, Instant now) {
		GuessOrigin origin = this.guesses.origin(account, device);
		Optional<Redemption> refused = this.transactions.countAttempt(account, device, origin, now);
		if (refused.isPresent()) {
			return refused.get();
		}
		boolean spent = this.transactions.spend(IssuedPasscode.Key.of(account, device), passcode, now);
		return spent ? Redemption.REDEEMED : Redemption.WRONG_PASSCODE;
	}

	/** Forgives the failures that were counted before this login. */
	public void loggedIn(AccountId account, Device device) {
		this.guesses.forgive(account, device, this.guesses.origin(account, device), this.time.instant());
	}

	/** Allows logins again for an account that was guessed at too often. */
	public void forgetGuesses(AccountId account) {
		this.guesses.forget(account);
		this.audit.append(Entry.of(Event.GUESSES_FORGOTTEN).account(account.value()));
	}

}
