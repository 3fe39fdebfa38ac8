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

	/**
	 * Counts a failure for all strangers together.
	 * @param one 1, or 0 for an attempt that is not evaluated: then nothing is counted
	 * and the row does not become younger
	 * @return how many failures in a row there are now
	 */
	@Query(nativeQuery = true, value = """
			insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
			values (:#{#key.accountId}, :#{#key.origin}, :one, 0, 0, :nowMillis)
			on conflict (account_id, origin) do update set failures = guess.failures + excluded.failures,
				changed_at = case when excluded.failures = 0 then guess.changed_at else excluded.changed_at end
			returning failures""")
	int countStrangerFailure(Guess.Key key, int one, long nowMillis);

	/** Notes that an attempt was evaluated, which does not change the count. */
	@Modifying
	@Query("update Guess g set g.settled = g.settled + 1 where g.key = :key")
	int settle(Guess.Key key);

	/** Notes that an attempt was right: no failures are left, and nobody waits. */
	@Modifying
	@Query("update Guess g set g.settled = g.settled + 1, g.failures = 0, g.blockedUntil = :past where g.key = :key")
	int reset(Guess.Key key, Instant past);

	/** Notes that an attempt was right, and takes it back from the failures. */
	@Modifying
	@Query("""
			update Guess g set g.settled = g.settled + 1, g.failures = g.failures - 1
			where g.key = :key and g.failures > 0""")
	int takeBack(Guess.Key key);

	/** Counts an attempt that is not evaluated. */
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

	/**
	 * Deletes at most {@code limit} counts of all strangers together, if more than
	 * {@code kept} accounts have changed since.
	 */
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from guess where origin = '' and account_id in
			(select account_id from guess where origin = '' and changed_at <
				(select changed_at from guess where origin = '' order by changed_at desc limit 1 offset :kept)
			limit :limit)""")
	int deleteBeyond(int kept, int limit);

	@Modifying
	@Query("delete from Guess g where g.key = :key")
	int delete(Guess.Key key);

	@Modifying
	@Query("delete from Guess g where g.key.accountId = :#{#account.value}")
	int deleteAll(AccountId account);

}
