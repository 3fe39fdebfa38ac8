package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface MailPaceRepository extends Repository<MailPace, UUID> {

	@Transactional(readOnly = true)
	Optional<MailPace> findById(UUID accountId);

	/**
	 * One row if the account was last mailed at or before {@code since}, or never, or,
	 * where the clock was set back, in the future; none if it has to wait.
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into mail_pace (account_id, mailed_at) values (:account, :nowMillis)
			on conflict (account_id) do update set mailed_at = excluded.mailed_at
			where mail_pace.mailed_at <= :sinceMillis or mail_pace.mailed_at > excluded.mailed_at""")
	int advance(UUID account, long sinceMillis, long nowMillis);

	@Transactional
	@Modifying
	@Query("delete from MailPace p where p.accountId = :account and p.mailedAt = :at")
	int takeBack(UUID account, Instant at);

	/** Up to so many of them. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from mail_pace where account_id in
			(select account_id from mail_pace where mailed_at < :beforeMillis limit :limit)
			and mailed_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, int limit);

}
