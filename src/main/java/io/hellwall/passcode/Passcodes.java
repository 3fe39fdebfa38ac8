package io.hellwall.passcode;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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
import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;
import io.hellwall.device.Device;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Limits;
import io.hellwall.mail.Delivery;
import io.hellwall.mail.Mail;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooSoon;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Mails passcodes to those who know their password, and takes each back once. */
@Service
public class Passcodes {

	private final Accounts accounts;

	private final PasscodeTransactions transactions;

	private final PasscodeRepository passcodes;

	private final Guesses guesses;

	private final Limits limits;

	private final Mail mail;

	private final Audit audit;

	private final PasscodeProperties properties;

	/** That of the active key first. */
	private final List<Hmac> hmacs;

	private final SecureRandom random;

	/**
	 * Of many guesses at one account, one is at the store at a time. They would wait for
	 * its row there, and each take a connection from those who guess at nothing.
	 */
	private final List<Lock> accountLocks = Stream.generate(() -> (Lock) new ReentrantLock()).limit(256).toList();

	private final InstantSource time;

	Passcodes(Accounts accounts, PasscodeTransactions transactions, PasscodeRepository passcodes, Guesses guesses,
			Limits limits, Mail mail, Audit audit, PasscodeProperties properties, KeyRing keys, SecureRandom random,
			InstantSource time) {
		this.accounts = accounts;
		this.transactions = transactions;
		this.passcodes = passcodes;
		this.guesses = guesses;
		this.limits = limits;
		this.mail = mail;
		this.audit = audit;
		this.properties = properties;
		this.hmacs = keys.all().stream().map((it) -> it.hmac(Purpose.PASSCODE)).toList();
		this.random = random;
		this.time = time;
	}

	/**
	 * Mails a passcode for this device, which replaces the one before. The mail goes out
	 * after the commit, so that no passcode arrives that is not stored; what could not be
	 * mailed is withdrawn.
	 */
	public RequestResult request(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device) {
		Optional<Optional<Account>> checked = this.accounts
			.withHashingSlot(() -> this.accounts.authenticate(email, password, phone));
		if (checked.isEmpty()) {
			return new Busy();
		}
		Optional<Account> account = checked.get();
		if (account.isEmpty()) {
			Entry denied = Entry.of(Event.PASSCODE_DENIED).device(device);
			this.audit
				.append(denied.account(this.accounts.find(email).map((known) -> known.id().value()).orElse(null)));
			return new Denied();
		}
		RequestResult result = issue(account.get(), device);
		Event event = switch (result) {
			case Sent sent -> Event.PASSCODE_SENT;
			case Denied denied -> Event.PASSCODE_DENIED;
			case TooSoon soon -> Event.PASSCODE_TOO_SOON;
			case MailUnavailable unavailable -> Event.PASSCODE_UNDELIVERED;
			case Busy busy -> throw new IllegalStateException("it was admitted");
		};
		this.audit.append(Entry.of(event).account(account.get().id().value()).device(device));
		return result;
	}

	private RequestResult issue(Account account, Device device) {
		Instant now = this.time.instant();
		Passcode passcode = Passcode.random(this.random);
		IssuedPasscode.Key key = key(account.id(), device);
		byte[] hmac = hmac(this.hmacs.getFirst(), key, passcode);
		String payer = this.guesses.mailPayer(key);
		// A place that is known has mails of its own, which no flood from elsewhere uses
		// up.
		if (Guesses.isStranger(payer) && this.limits.mail(device.network().base().inet()) instanceof Refused refused) {
			return new TooSoon(refused.retryAfter());
		}
		if (!this.transactions.replace(key, payer, hmac, now, this.properties)) {
			return new TooSoon(this.transactions.retryAfter(key, payer, now, this.properties));
		}
		return switch (this.mail.sendPasscode(account, passcode.text(), this.properties.ttl())) {
			case DELIVERED -> new Sent(now.plus(this.properties.ttl()), this.properties.ttl());
			case FAILED -> {
				this.transactions.withdraw(key, payer, hmac, now);
				yield new MailUnavailable();
			}
		};
	}

	/**
	 * Spends a passcode. The attempt is committed before the passcode is looked at, so
	 * nothing that fails later gives it back: neither to this passcode, nor to the
	 * account.
	 */
	public Redemption redeem(AccountId account, Passcode passcode, Device device) {
		Lock accountLock = this.accountLocks.get(Math.floorMod(account.hashCode(), this.accountLocks.size()));
		accountLock.lock();
		try {
			return redeemInTurn(key(account, device), passcode, this.time.instant());
		}
		finally {
			accountLock.unlock();
		}
	}

	private Redemption redeemInTurn(IssuedPasscode.Key key, Passcode passcode, Instant now) {
		Optional<Redemption> refused = this.transactions.countAttempt(key, this.guesses.origin(key),
				this.properties.maxAttempts(), now);
		if (refused.isPresent()) {
			return refused.get();
		}
		boolean spent = this.hmacs.stream()
			.anyMatch((hmac) -> this.passcodes.spend(key, hmac(hmac, key, passcode), now) == 1);
		return spent ? Redemption.REDEEMED : Redemption.WRONG_PASSCODE;
	}

	/** The login was granted: what was counted against the account is forgiven. */
	public void loggedIn(AccountId account, Device device) {
		IssuedPasscode.Key key = key(account, device);
		this.guesses.forgive(key, this.guesses.origin(key), this.time.instant());
	}

	/** Lets an account be logged in to again that was guessed at too often. */
	public void forgetGuesses(AccountId account) {
		this.guesses.forget(account.value());
		this.audit.append(Entry.of(Event.GUESSES_FORGOTTEN).account(account.value()));
	}

	private static IssuedPasscode.Key key(AccountId account, Device device) {
		return new IssuedPasscode.Key(account.value(), device.mac().value(), device.network().toString());
	}

	/**
	 * The stored form. Without the server key it cannot be searched for the passcode, so
	 * it may be compared by the database.
	 */
	private static byte[] hmac(Hmac hmac, IssuedPasscode.Key key, Passcode passcode) {
		return hmac.of(key.accountId().toString().getBytes(StandardCharsets.US_ASCII),
				key.mac().getBytes(StandardCharsets.US_ASCII), key.network().getBytes(StandardCharsets.US_ASCII),
				passcode.bytes());
	}

}
