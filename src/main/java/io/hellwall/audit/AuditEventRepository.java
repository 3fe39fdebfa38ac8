package io.hellwall.audit;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface AuditEventRepository extends Repository<AuditEvent, Long> {

	AuditEvent save(AuditEvent event);

	/** In one transaction. */
	Iterable<AuditEvent> saveAll(Iterable<AuditEvent> events);

	/**
	 * Deletes at most {@code limit} events, the oldest first, that are older than that.
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from audit_event where id in
			(select id from audit_event where at < :beforeMillis order by at limit :limit)""")
	int deleteOlderThan(long beforeMillis, int limit);

}
