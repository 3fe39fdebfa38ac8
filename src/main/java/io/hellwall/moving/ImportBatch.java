package io.hellwall.moving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.hellwall.account.AccountId;
import io.hellwall.account.AccountMoves;
import io.hellwall.account.ImportProgress;
import io.hellwall.account.MovedAccount;
import io.hellwall.moving.AccountSource.Incoming;
import io.hellwall.password.ForeignHash;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

/** Some records of a file that are taken together. */
final class ImportBatch {

	private static final String EXISTS = ": its address or id has an account, or stands in a record before";

	private final long last;

	private final Map<AccountId, String> places = new HashMap<>();

	private final List<Person> persons = new ArrayList<>();

	private final List<String> problems = new ArrayList<>();

	private ImportBatch(long last) {
		this.last = last;
	}

	/**
	 * Sorts out what cannot be taken, before anything is hashed.
	 * @param rehearsal what a dry run found before; null if it is none
	 */
	static ImportBatch check(List<Incoming> records, AccountMoves moves, @Nullable Rehearsal rehearsal) {
		ImportBatch batch = new ImportBatch(records.getLast().position());
		List<Person> all = records.stream().map(Incoming::person).filter(Objects::nonNull).toList();
		Set<String> taken = moves.existing(all.stream().map((person) -> person.email().key()).toList());
		Set<AccountId> takenIds = moves.existingIds(all.stream().map(Person::id).toList());
		Rehearsal seen = (rehearsal != null) ? rehearsal : new Rehearsal();
		for (Incoming record : records) {
			batch.problems.addAll(record.problems());
			Person person = record.person();
			if (person != null) {
				ForeignHash hash = person.hash();
				Optional<String> refusal = (hash != null) ? moves.refusal(hash) : Optional.empty();
				if (refusal.isPresent()) {
					batch.problems.add(record.where() + ": passwordHash " + refusal.get());
				}
				else if (taken.contains(person.email().key()) || takenIds.contains(person.id()) || !seen.add(person)) {
					batch.problems.add(record.where() + EXISTS);
				}
				else {
					batch.places.put(person.id(), record.where());
					batch.persons.add(person);
				}
			}
		}
		return batch;
	}

	List<Person> persons() {
		return this.persons;
	}

	List<String> problems() {
		return this.problems;
	}

	long toHash() {
		return this.persons.stream().filter((person) -> person.password() != null).count();
	}

	/**
	 * Hashes what has to be hashed, outside of the transaction that stores the accounts.
	 */
	ImportProgress take(ImportProgress progress, AccountMoves moves, Instant now, NotTaken list) {
		return moves.take(progress, accounts(moves, now), this.last, (refused) -> {
			refused.forEach((id) -> this.problems.add(this.places.get(id) + EXISTS));
			return list.add(this.problems);
		});
	}

	private List<MovedAccount> accounts(AccountMoves moves, Instant now) {
		List<Password> clear = this.persons.stream().map(Person::password).filter(Objects::nonNull).toList();
		List<String> hashed = moves.hash(clear);
		List<Boolean> expired = this.persons.parallelStream().map((person) -> isExpired(person, moves)).toList();
		List<MovedAccount> accounts = new ArrayList<>();
		int used = 0;
		for (int i = 0; i < this.persons.size(); i++) {
			Person person = this.persons.get(i);
			ForeignHash hash = person.hash();
			accounts.add(person.toAccount((hash != null) ? hash.text() : hashed.get(used++), expired.get(i), now));
		}
		return accounts;
	}

	/** A password that the rules refuse is taken, and has to be changed at once. */
	private static boolean isExpired(Person person, AccountMoves moves) {
		Password password = person.password();
		return person.passwordExpired() || (password != null && moves.breaksRules(password, person.email()));
	}

	/** The addresses and ids of a file, which a dry run stores nowhere. */
	static final class Rehearsal {

		private final Set<String> seen = new HashSet<>();

		/**
		 * Takes both of a person or none: a record that is refused keeps no other out.
		 */
		boolean add(Person person) {
			String id = person.id().toString();
			String key = person.email().key();
			return !this.seen.contains(id) && !this.seen.contains(key) && this.seen.add(id) && this.seen.add(key);
		}

	}

}
