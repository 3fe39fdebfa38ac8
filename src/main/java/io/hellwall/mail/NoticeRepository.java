package io.hellwall.mail;

import java.time.Instant;
import java.util.List;

import io.hellwall.account.AccountId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement. */
interface NoticeRepository extends Repository<Notice, Notice.Key> {

	/** Adds a notice that is due at once. No row if there is one with the same key. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					insert into notice (account_id, kind, day, email, language, mac, network, at, attempts, next_attempt_at)
					values (:#{#key.accountId}, :#{#key.kind.name()}, :#{#key.day}, :email, :language, :mac, :network, :atMillis,
						0, :atMillis)
					on conflict (account_id, kind, day) do nothing""")
	int add(Notice.Key key, @Nullable String email, @Nullable String language, @Nullable String mac,
			@Nullable String network, long atMillis);

	@Transactional(readOnly = true)
	@Query("from Notice n where n.nextAttemptAt <= :now order by n.nextAttemptAt")
	List<Notice> due(Instant now, Limit limit);

	/**
	 * Takes a due notice, until its next attempt. One row for one of several nodes.
	 */
	@Transactional
	@Modifying
	@Query("""
			update Notice n set n.attempts = n.attempts + 1, n.nextAttemptAt = :next
			where n.key = :key and n.nextAttemptAt <= :now""")
	int claim(Notice.Key key, Instant now, Instant next);

	@Transactional
	@Modifying
	@Query("update Notice n set n.sentAt = :now, n.nextAttemptAt = null, n.email = null where n.key = :key")
	int markSent(Notice.Key key, Instant now);

	@Transactional
	@Modifying
	@Query("update Notice n set n.nextAttemptAt = null, n.email = null where n.key = :key")
	int giveUp(Notice.Key key);

	@Transactional
	@Modifying
	@Query("""
			delete from Notice n where n.key.accountId = :#{#account.value}
			and (n.email is null or n.nextAttemptAt is null)""")
	int deleteAll(AccountId account);

	/** Deletes at most {@code limit} that wait for no attempt. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					delete from notice where (account_id, kind, day) in
					(select account_id, kind, day from notice where at < :beforeMillis and next_attempt_at is null limit :limit)""")
	int deleteOlderThan(long beforeMillis, int limit);

}
