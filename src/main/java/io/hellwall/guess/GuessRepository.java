package io.hellwall.guess;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Each method is one statement. Its row count, or whether it returns a row, decides. */
@TransactionalOnPasscodes
interface GuessRepository extends Repository<Guess, Guess.Key> {

	/**
	 * Counts a failure, unless the origin still has to wait.
	 * @return how many failures in a row there are now; empty if it has to wait
	 */
	@Query(nativeQuery = true, value = """
			insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
			values (:#{#key.accountId}, :#{#key.origin}, 1, 0, 0, :nowMillis)
			on conflict (account_id, origin) do update set failures = guess.failures + 1,
				changed_at = excluded.changed_at
			where guess.blocked_until <= excluded.changed_at
			returning failures""")
	Optional<Integer> countFailure(Guess.Key key, long nowMillis);

	/** Lets the origin wait. Call it in the transaction that counted the failure. */
	@Modifying
	@Query("update Guess g set g.blockedUntil = :until where g.key = :key")
	int block(Guess.Key key, Instant until);

	/** Counts a failure for all strangers together. No row if they have no guess left. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
			values (:#{#key.accountId}, :#{#key.origin}, 1, 0, 0, :nowMillis)
			on conflict (account_id, origin) do update set failures = guess.failures + 1,
				changed_at = excluded.changed_at
			where guess.failures < :most""")
	int countStrangerFailure(Guess.Key key, int most, long nowMillis);

	/** Counts a guess that was not checked. */
	@Modifying
	@Query("update Guess g set g.refused = g.refused + 1 where g.key = :key")
	int countRefused(Guess.Key key);

	/**
	 * Deletes at most {@code limit} counts of those origins that have not changed since.
	 */
	@Modifying
	@Query(nativeQuery = true,
			value = """
					delete from guess where (account_id, origin) in
					(select account_id, origin from guess where changed_at < :beforeMillis and origin like :origins limit :limit)
					and changed_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, String origins, int limit);

	@Modifying
	@Query("delete from Guess g where g.key = :key")
	int delete(Guess.Key key);

	@Modifying
	@Query("delete from Guess g where g.key.accountId = :#{#account.value}")
	int deleteAll(AccountId account);

}
