package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MailPaceRepository extends Repository<MailPace, Guess.Key> {

	@TransactionalOnPasscodes(readOnly = true)
	Optional<MailPace> findByKey(Guess.Key key);

	/**
	 * One row if the last mail went out that long ago, or never, and fewer than
	 * {@code most} in the last hour; none if the next has to wait. What lies as far in
	 * the future, where the clock was set back, is past; what lies less far is a request
	 * that began later and came first.
	 */
	@TransactionalOnPasscodes
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into mail_pace (account_id, origin, mailed_at, hour_began_at, mails)
			values (:account, :origin, :nowMillis, :nowMillis, 1)
			on conflict (account_id, origin) do update set mailed_at = excluded.mailed_at,
				mails = case when abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis
					then 1 else mail_pace.mails + 1 end,
				hour_began_at = case when abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis
					then excluded.mailed_at else mail_pace.hour_began_at end
			where abs(excluded.mailed_at - mail_pace.mailed_at) >= :pauseMillis and (mail_pace.mails < :most
				or abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis)""")
	int advance(UUID account, String origin, int most, long pauseMillis, long hourMillis, long nowMillis);

	/** The mail of that moment was not taken: the next need not wait for it. */
	@TransactionalOnPasscodes
	@Modifying
	@Query("update MailPace p set p.mailedAt = :never, p.mails = p.mails - 1 where p.key = :key and p.mailedAt = :at")
	int takeBack(Guess.Key key, Instant at, Instant never);

	/** Up to so many of them. */
	@TransactionalOnPasscodes
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from mail_pace where (account_id, origin) in
			(select account_id, origin from mail_pace where mailed_at < :beforeMillis limit :limit)
			and mailed_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, int limit);

}
