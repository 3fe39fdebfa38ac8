package io.hellwall.passcode;

import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Each method is one statement, and its row count the decision. */
@TransactionalOnPasscodes
interface GuessRepository extends Repository<Guess, Guess.Key> {

	/**
	 * Counts a guess. From the tenth in a row on, the next has to wait for 30 s, then
	 * twice as long each time, up to an hour; after {@code most} there is no next one.
	 * @return no row if this one came too early, and is not to be looked at
	 */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
			values (:account, :origin, 1, 0, 0, :nowMillis)
			on conflict (account_id, origin) do update set failures = guess.failures + 1,
				changed_at = excluded.changed_at,
				blocked_until = case when guess.failures + 1 >= :most then 9223372036854775807
					when guess.failures + 1 >= 17 then excluded.changed_at + 3600000
					when guess.failures + 1 >= 10
						then excluded.changed_at + (30000 << (guess.failures - 9))
					else 0 end
			where guess.blocked_until <= excluded.changed_at""")
	int countFailure(UUID account, String origin, int most, long nowMillis);

	/** Counts one of all strangers together, who need not wait for one another. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into guess (account_id, origin, failures, refused, blocked_until, changed_at)
			values (:account, '', 1, 0, 0, :nowMillis)
			on conflict (account_id, origin) do update set failures = guess.failures + 1,
				changed_at = excluded.changed_at
			where guess.failures < :most""")
	int countStrangerFailure(UUID account, int most, long nowMillis);

	/** Counts one that was not looked at. */
	@Modifying
	@Query("update Guess g set g.refused = g.refused + 1 where g.key = :key")
	int countRefused(Guess.Key key);

	/** Up to so many of those that single networks of strangers made and gave up. */
	@Modifying
	@Query(nativeQuery = true,
			value = """
					delete from guess where (account_id, origin) in
					(select account_id, origin from guess where changed_at < :beforeMillis and origin like 'network %' limit :limit)
					and changed_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, int limit);

	@Modifying
	@Query("delete from Guess g where g.key = :key")
	int delete(Guess.Key key);

	@Modifying
	@Query("delete from Guess g where g.key.accountId = :account")
	int deleteAll(UUID account);

}
