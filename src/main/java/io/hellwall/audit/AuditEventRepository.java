package io.hellwall.audit;

import java.time.Instant;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface AuditEventRepository extends Repository<AuditEvent, Long> {

	AuditEvent save(AuditEvent event);

	@Transactional
	@Modifying
	@Query("delete from AuditEvent e where e.at < :before")
	int deleteOlderThan(Instant before);

}
