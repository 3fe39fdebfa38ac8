package io.hellwall.account;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.hellwall.account.CreateResult.Busy;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.CreateResult.EmailTaken;
import io.hellwall.account.CreateResult.PasswordRefused;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;
import io.hellwall.device.Language;
import io.hellwall.password.HashedPassword;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
import io.hellwall.password.PasswordHashes;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/** The accounts, and the check of their passwords. */
@Service
public class Accounts {

	private final AccountRepository accounts;

	private final PasswordHashes hashes;

	private final Passwords passwords;

	private final Hmac nobodies;

	private final Audit audit;

	private final InstantSource time;

	Accounts(AccountRepository accounts, PasswordHashes hashes, Passwords passwords, KeyRing keys, Audit audit,
			InstantSource time) {
		this.accounts = accounts;
		this.hashes = hashes;
		this.passwords = passwords;
		this.nobodies = keys.active().hmac(Purpose.NOBODY);
		this.audit = audit;
		this.time = time;
	}

	/**
	 * Runs work that hashes passwords. A hash costs a processor 50 ms, so only a limited
	 * number may wait. The slot is taken before anything is counted or spent.
	 * @param known whether the caller may use the quarter of all slots that is kept for
	 * places that an account knows
	 * @return the result of the work; empty if it did not run, because too many wait
	 */
	public <T> Optional<T> withHashingSlot(boolean known, Supplier<T> work) {
		return this.hashes.withHashingSlot(known, work);
	}

	/** Creates an active account. Of two requests for one address, one creates it. */
	public CreateResult create(EmailAddress email, Password password, @Nullable PhoneNumber phone, Actor by) {
		Optional<PasswordFault> fault = this.passwords.fault(password, email);
		if (fault.isPresent()) {
			return new PasswordRefused(fault.get());
		}
		return withHashingSlot(true, () -> create(email, this.passwords.hash(password), phone, by))
			.orElseGet(Busy::new);
	}

	/** The same for a password that was accepted and hashed before. */
	public CreateResult create(EmailAddress email, HashedPassword password, @Nullable PhoneNumber phone, Actor by) {
		AccountId id = new AccountId(UUID.randomUUID());
		int rows = this.accounts.insert(id, email.value(), email.key(), (phone != null) ? phone.value() : null,
				password.value(), this.passwords.fingerprint(password), this.time.millis());
		if (rows == 0) {
			return new EmailTaken();
		}
		this.audit.append(Entry.of(Event.ACCOUNT_CREATED).account(id.value()).by(by));
		return new Created(find(id).orElseThrow());
	}

	public Optional<Account> find(AccountId id) {
		return this.accounts.find(id).map(StoredAccount::toAccount);
	}

	/**
	 * Keeps the language in which the holder wants mails, unless one was chosen before.
	 * @param language null if the holder named none
	 */
	public void learnLanguage(Account account, @Nullable Language language) {
		if (language != null && account.language() == null) {
			this.accounts.learnLanguage(account.id(), language.tag());
		}
	}

	public Optional<Account> find(EmailAddress email) {
		return this.accounts.findByEmailKey(email.key()).map(StoredAccount::toAccount);
	}

	/**
	 * A page of all accounts, in the order of their addresses.
	 * @param after the address that ended the page before; null for the first page
	 * @param limit how many at most
	 */
	public List<Account> list(@Nullable EmailAddress after, int limit) {
		return this.accounts
			.findByEmailKeyGreaterThanOrderByEmailKey((after != null) ? after.key() : "", Limit.of(limit))
			.stream()
			.map(StoredAccount::toAccount)
			.toList();
	}

	/** Whom this address names. */
	public Candidate candidate(EmailAddress email) {
		AccountId shadow = AccountId.ofNobody(this.nobodies.of(email.key().getBytes(StandardCharsets.US_ASCII)));
		return new Candidate(this.accounts.findByEmailKey(email.key()).orElse(null), shadow);
	}

	/**
	 * The active account with this password, if it accepts the phone number. It computes
	 * one hash with today's parameters, whether the account exists or not, and does not
	 * tell what was wrong.
	 */
	public Optional<Account> authenticate(Candidate candidate, Password password, @Nullable PhoneNumber phone) {
		boolean matches = this.hashes.matches(password, candidate.passwordHash());
		return candidate.account().filter((found) -> matches && found.active() && found.accepts(phone));
	}

	/**
	 * Hashes the password again, if its hash was made with less work than hashes are made
	 * with today. Only for whoever has logged in, because the time would tell that the
	 * password is right. Does nothing while too many passwords wait.
	 * @param password the right one
	 */
	public void rehash(Candidate candidate, Password password) {
		String hash = candidate.passwordHash();
		if (hash != null && this.hashes.outdated(hash)) {
			withHashingSlot(true, () -> this.accounts.rehash(candidate.id(), hash, this.hashes.hash(password)));
		}
	}

}
