package io.hellwall.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.token.SessionId;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SessionRepository extends Repository<StoredSession, UUID> {

	StoredSession save(StoredSession session);

	@Transactional(readOnly = true)
	List<StoredSession> findByOrderByEndsAtDesc(Limit limit);

	@Transactional(readOnly = true)
	@Query("""
			select s from StoredSession s where s.accountId = :#{#account.value} and s.endedAt is null and s.endsAt > :now
			order by s.openedAt desc, s.id desc""")
	List<StoredSession> findLive(AccountId account, Instant now);

	@Transactional(readOnly = true)
	@Query("select s.openedAt from StoredSession s where s.id = :#{#id.value}")
	Optional<Instant> openedAt(SessionId id);

	/** Ends a session. One row for the one request that ends it. */
	@Transactional
	@Modifying
	@Query("update StoredSession s set s.endedAt = :now, s.endReason = :reason where s.id = :#{#id.value} and s.endedAt is null")
	int end(SessionId id, EndReason reason, Instant now);

	/** Notes the network that a session goes on in, after its holder proved himself. */
	@Modifying
	@Query("update StoredSession s set s.network = :network, s.proofDue = 0 where s.id = :#{#id.value}")
	int move(SessionId id, String network);

	/** Ends a live session of an account. */
	@Modifying
	@Query("""
			update StoredSession s set s.endedAt = :now, s.endReason = :reason
			where s.id = :#{#id.value} and s.accountId = :#{#account.value} and s.endedAt is null and s.endsAt > :now""")
	int endOf(AccountId account, SessionId id, EndReason reason, Instant now);

	/**
	 * Ends the live sessions of an account, and returns them.
	 * @param but the one that stays
	 */
	@Query(nativeQuery = true, value = """
			update session set ended_at = :nowMillis, end_reason = :reason
			where account_id = :#{#account.value} and ended_at is null and ends_at > :nowMillis
			and id <> :#{#but.value} returning *""")
	List<StoredSession> endAllOf(AccountId account, SessionId but, String reason, long nowMillis);

	/**
	 * Ends the oldest live sessions of an account, and returns them.
	 * @param newest stays, also if its clock was behind
	 * @param others how many stay besides it
	 * @param unusedSinceMillis those that were not used since then do not count
	 */
	@Query(nativeQuery = true,
			value = """
					update session set ended_at = :nowMillis, end_reason = :reason
					where account_id = :#{#account.value} and ended_at is null and ends_at > :nowMillis and id <> :#{#newest.value}
					and (opened_at, id) <= (select opened_at, id from session
						where account_id = :#{#account.value} and ended_at is null and ends_at > :nowMillis
						and last_seen_at > :unusedSinceMillis and id <> :#{#newest.value}
						order by opened_at desc, id desc limit 1 offset :others)
					returning *""")
	List<StoredSession> endOldestOf(AccountId account, SessionId newest, int others, String reason,
			long unusedSinceMillis, long nowMillis);

	/**
	 * How many live sessions need a server key, because their current token was made with
	 * it.
	 * @param unmarked 1 if those count too whose token tells no key
	 */
	@Transactional(readOnly = true)
	@Query(nativeQuery = true, value = """
			select count(*) from session s where s.ended_at is null and s.ends_at > :nowMillis
			and exists (select 1 from master_token t where t.session_id = s.id and t.superseded_at is null
				and (t.server_key = :serverKey or (:unmarked = 1 and t.server_key is null)))""")
	long countOfKey(int serverKey, int unmarked, long nowMillis);

	/** Ends up to so many of them, and returns them. */
	@Query(nativeQuery = true, value = """
			update session set ended_at = :nowMillis, end_reason = :reason where ended_at is null and id in
			(select s.id from session s where s.ended_at is null and s.ends_at > :nowMillis
				and exists (select 1 from master_token t where t.session_id = s.id and t.superseded_at is null
					and (t.server_key = :serverKey or (:unmarked = 1 and t.server_key is null))) limit :limit)
			returning *""")
	List<StoredSession> endOfKey(int serverKey, int unmarked, String reason, long nowMillis, int limit);

	/** Ends up to so many that reached their maximum age, and returns them. */
	@Query(nativeQuery = true, value = """
			update session set ended_at = :nowMillis, end_reason = :reason where ended_at is null and id in
			(select id from session where ends_at <= :nowMillis and ended_at is null order by ends_at limit :limit)
			returning *""")
	List<StoredSession> endTooOld(String reason, long nowMillis, int limit);

	/** Ends up to so many that were not used since that time, and returns them. */
	@Query(nativeQuery = true, value = """
			update session set ended_at = :nowMillis, end_reason = :reason where ended_at is null and id in
			(select id from session where last_seen_at <= :unusedSinceMillis and ended_at is null
				order by last_seen_at limit :limit)
			and last_seen_at <= :unusedSinceMillis returning *""")
	List<StoredSession> endUnused(long unusedSinceMillis, String reason, long nowMillis, int limit);

	/** Deletes up to so many that have ended, and returns them. Their tokens go too. */
	@Query(nativeQuery = true, value = """
			delete from session where id in
			(select id from session where ended_at is not null limit :limit) returning *""")
	List<StoredSession> deleteEnded(int limit);

	/**
	 * Deletes those of an account that have ended. There are few at a time, and an index
	 * of them.
	 */
	@Modifying
	@Query("delete from StoredSession s where s.accountId = :#{#account.value} and s.endedAt is not null")
	int deleteEndedOf(AccountId account);

	/** Deletes the others of an account. */
	@Modifying
	@Query("delete from StoredSession s where s.accountId = :#{#account.value} and s.endedAt is null")
	int deleteNotEndedOf(AccountId account);

	@Transactional(readOnly = true)
	long count();

	/** Those that wait for the purge. There are few. */
	@Transactional(readOnly = true)
	@Query("select count(*) from StoredSession s where s.endedAt is not null")
	long countEnded();

	/** Those that are too old, and which the purge will end. There are few. */
	@Transactional(readOnly = true)
	@Query("select count(*) from StoredSession s where s.endsAt <= :now and s.endedAt is null")
	long countOverdue(Instant now);

	/** Notes when live sessions were last used, unless a later use is known. */
	@Transactional
	@Modifying
	@Query("""
			update StoredSession s set s.lastSeenAt = :at
			where s.id in :ids and s.endedAt is null and s.lastSeenAt < :at""")
	int seen(List<UUID> ids, Instant at);

}
