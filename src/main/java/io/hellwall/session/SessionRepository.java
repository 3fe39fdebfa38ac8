package io.hellwall.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SessionRepository extends Repository<StoredSession, UUID> {

	StoredSession save(StoredSession session);

	/** Ends a session. One row for the one request that ends it. */
	@Transactional
	@Modifying
	@Query("update StoredSession s set s.endedAt = :now, s.endReason = :reason where s.id = :#{#id.value} and s.endedAt is null")
	int end(SessionId id, EndReason reason, Instant now);

	/** Notes the network that a session goes on in. */
	@Modifying
	@Query("update StoredSession s set s.network = :network where s.id = :#{#id.value}")
	int move(SessionId id, String network);

	@Transactional(readOnly = true)
	List<StoredSession> findByOrderByEndsAtDesc(Limit limit);

	@Transactional(readOnly = true)
	@Query("select s.id from StoredSession s where s.endedAt is not null")
	List<UUID> ended(Limit limit);

	@Transactional(readOnly = true)
	@Query("select s.id from StoredSession s where s.endsAt <= :now")
	List<UUID> tooOld(Instant now, Limit limit);

	/** Their tokens go with them. */
	@Transactional
	@Modifying
	@Query("delete from StoredSession s where s.id in :ids")
	int delete(List<UUID> ids);

}
