package io.hellwall.account;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;
import io.hellwall.password.ForeignHash;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordHashes;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes accounts over from elsewhere, and hands them out with their hashes. */
@Service
public class AccountMoves {

	private final AccountRepository accounts;

	private final ImportRepository imports;

	private final PasswordHashes hashes;

	private final Passwords passwords;

	private final Hmac fingerprints;

	private final Hmac sources;

	private final Records records;

	AccountMoves(AccountRepository accounts, ImportRepository imports, PasswordHashes hashes, Passwords passwords,
			KeyRing keys, Audit audit, InstantSource time) {
		this.accounts = accounts;
		this.imports = imports;
		this.hashes = hashes;
		this.passwords = passwords;
		this.fingerprints = keys.active().hmac(Purpose.FINGERPRINT);
		this.sources = keys.active().hmac(Purpose.IMPORT);
		this.records = new Records(audit, time);
	}

	/** Why a hash may not come in; empty if it may. */
	public Optional<String> refusal(ForeignHash hash) {
		return this.hashes.refusal(hash);
	}

	/** Whether the rules for new passwords refuse this one. */
	public boolean breaksRules(Password password, EmailAddress email) {
		return this.passwords.fault(password, email).isPresent();
	}

	/** Hashes all of them, on all processors. The hashes come in the same order. */
	public List<String> hash(List<Password> passwords) {
		return this.hashes.hash(passwords);
	}

	/** Those of these keys of addresses that have an account. */
	public Set<String> existing(Collection<String> keys) {
		return keys.isEmpty() ? Set.of() : new HashSet<>(this.imports.findKeys(keys));
	}

	/** Those of these ids that an account has. */
	public Set<AccountId> existingIds(Collection<AccountId> ids) {
		return ids.isEmpty() ? Set.of()
				: this.imports.findIds(ids.stream().map(AccountId::value).toList())
					.stream()
					.map(AccountId::new)
					.collect(Collectors.toSet());
	}

	/**
	 * Begins the import of a file, or finds out how far it has come.
	 * @param digest of its content. An HMAC of it is stored, as nobody may guess at a
	 * password in a small file by it
	 */
	@Transactional
	public ImportProgress begin(byte[] digest) {
		byte[] source = this.sources.of(digest);
		this.imports.begin(source);
		return new ImportProgress(source, this.imports.records(source), this.imports.taken(source),
				this.imports.reported(source), this.imports.finished(source) > 0);
	}

	/**
	 * Whether an import of a file has begun to list what it did not take, and has not
	 * ended.
	 */
	public boolean isInterrupted(byte[] digest) {
		return this.imports.interrupted(this.sources.of(digest)) > 0;
	}

	/**
	 * Takes accounts over and stores how far the import has come, both or none.
	 * @param records how many records of the file are done then
	 * @param report is told which of the accounts were not taken, because the address or
	 * the id has an account already, and returns the length of the list of what was not
	 * taken. It is called before the commit, so that the list is never behind
	 * @throws ImportStoppedException if somebody else imports the same file
	 */
	@Transactional
	public ImportProgress take(ImportProgress before, List<MovedAccount> accounts, long records,
			ToLongFunction<Set<AccountId>> report) {
		Set<AccountId> refused = new HashSet<>();
		for (MovedAccount account : accounts) {
			if (insert(account) == 1) {
				this.records.imported(account.id());
			}
			else {
				refused.add(account.id());
			}
		}
		long taken = before.taken() + accounts.size() - refused.size();
		long reported = report.applyAsLong(refused);
		if (this.imports.advance(before.source(), before.records(), records, taken, reported) == 0) {
			throw new ImportStoppedException("another command imports this file: wait until it has ended");
		}
		return new ImportProgress(before.source(), records, taken, reported, false);
	}

	private int insert(MovedAccount account) {
		PhoneNumber phone = account.phone();
		return this.imports.insert(account, (phone != null) ? phone.value() : null,
				this.fingerprints.of(account.hash().getBytes(StandardCharsets.US_ASCII)),
				(account.active() ? AccountStatus.ACTIVE : AccountStatus.DISABLED).name(),
				(account.binding() != null) ? account.binding().toString() : null,
				(account.language() != null) ? account.language().tag() : null, account.passwordExpired() ? 1 : 0);
	}

	/** Marks an import as finished. */
	public void finish(ImportProgress progress) {
		this.imports.finish(progress.source(), progress.records(), this.records.now());
	}

	/** Lets the import of a file begin again, if it is finished. */
	public void restart(ImportProgress progress) {
		this.imports.restart(progress.source());
	}

	/**
	 * A page of all accounts with their hashes, in the order of their addresses.
	 * @param after the address that ended the page before; null for the first page
	 */
	public List<MovedAccount> page(@Nullable EmailAddress after, int limit) {
		List<MovedAccount> page = new ArrayList<>();
		for (StoredAccount stored : this.accounts
			.findByEmailKeyGreaterThanOrderByEmailKey((after != null) ? after.key() : "", Limit.of(limit))) {
			page.add(stored.toMoved());
		}
		return page;
	}

	/** Records that somebody took all accounts with their hashes away. */
	public void exported() {
		this.records.exported();
	}

	/** What the audit log is told. */
	private record Records(Audit audit, InstantSource time) {

		void imported(AccountId id) {
			this.audit.append(Entry.of(Event.ACCOUNT_IMPORTED).account(id.value()).by(Actor.COMMAND_LINE));
		}

		void exported() {
			this.audit.append(Entry.of(Event.ACCOUNTS_EXPORTED).by(Actor.COMMAND_LINE));
		}

		long now() {
			return this.time.millis();
		}

	}

}
