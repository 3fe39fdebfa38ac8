package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MailPaceRepository extends Repository<MailPace, MailPace.Key> {

	@TransactionalOnPasscodes(readOnly = true)
	Optional<MailPace> findByKey(MailPace.Key key);

	/**
	 * Counts a mail. No row if it has to wait: if the last mail is less than a pause ago,
	 * or if {@code most} mails went out in this hour.
	 * <p>
	 * Differences count in both directions. A last mail that is far in the future was
	 * sent before the clock was set back, so it is past. A smaller difference means that
	 * a later request was written first.
	 */
	@TransactionalOnPasscodes
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into mail_pace (account_id, origin, mailed_at, hour_began_at, mails)
			values (:#{#key.accountId}, :#{#key.origin}, :nowMillis, :nowMillis, 1)
			on conflict (account_id, origin) do update set mailed_at = excluded.mailed_at,
				mails = case when abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis
					then 1 else mail_pace.mails + 1 end,
				hour_began_at = case when abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis
					then excluded.mailed_at else mail_pace.hour_began_at end
			where abs(excluded.mailed_at - mail_pace.mailed_at) >= :pauseMillis and (mail_pace.mails < :most
				or abs(excluded.mailed_at - mail_pace.hour_began_at) >= :hourMillis)""")
	int advance(MailPace.Key key, int most, long pauseMillis, long hourMillis, long nowMillis);

	/** Forgets the mail of that moment, which was not sent. The next need not wait. */
	@TransactionalOnPasscodes
	@Modifying
	@Query("update MailPace p set p.mailedAt = :never, p.mails = p.mails - 1 where p.key = :key and p.mailedAt = :at")
	int takeBack(MailPace.Key key, Instant at, Instant never);

	/** The next mail need not wait for the pause, but still for the hour. */
	@TransactionalOnPasscodes
	@Modifying
	@Query("update MailPace p set p.mailedAt = :never where p.key = :key")
	int liftPause(MailPace.Key key, Instant never);

	@TransactionalOnPasscodes
	@Modifying
	@Query("delete from MailPace p where p.key.accountId = :#{#account.value}")
	int deleteAll(AccountId account);

	/**
	 * Deletes at most {@code limit} of them. One whose pause was lifted still counts the
	 * mails of its hour.
	 */
	@TransactionalOnPasscodes
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from mail_pace where (account_id, origin) in
			(select account_id, origin from mail_pace
				where mailed_at < :beforeMillis and hour_began_at < :beforeMillis limit :limit)
			and mailed_at < :beforeMillis and hour_began_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, int limit);

}
