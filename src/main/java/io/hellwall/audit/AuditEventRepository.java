package io.hellwall.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface AuditEventRepository extends Repository<AuditEvent, Long> {

	AuditEvent save(AuditEvent event);

	/** A page, the newest first. */
	@Transactional(readOnly = true)
	@Query("""
			from AuditEvent e where e.event in :types and e.at >= :begin and e.at < :end
			and e.at <= :#{#before.at} and (e.at < :#{#before.at} or e.id < :#{#before.id})
			order by e.at desc, e.id desc""")
	List<AuditEvent> newest(Set<Event> types, Instant begin, Instant end, AuditCursor before, Limit limit);

	@Transactional(readOnly = true)
	@Query("""
			from AuditEvent e where e.accountId = :account and e.event in :types and e.at >= :begin and e.at < :end
			and e.at <= :#{#before.at} and (e.at < :#{#before.at} or e.id < :#{#before.id})
			order by e.at desc, e.id desc""")
	List<AuditEvent> newestOf(UUID account, Set<Event> types, Instant begin, Instant end, AuditCursor before,
			Limit limit);

	/** A page, the oldest first. */
	@Transactional(readOnly = true)
	@Query("""
			from AuditEvent e where e.event in :types and e.at >= :begin and e.at < :end
			and e.at >= :#{#after.at} and (e.at > :#{#after.at} or e.id > :#{#after.id})
			order by e.at, e.id""")
	List<AuditEvent> oldest(Set<Event> types, Instant begin, Instant end, AuditCursor after, Limit limit);

	@Transactional(readOnly = true)
	@Query("""
			from AuditEvent e where e.accountId = :account and e.event in :types and e.at >= :begin and e.at < :end
			and e.at >= :#{#after.at} and (e.at > :#{#after.at} or e.id > :#{#after.id})
			order by e.at, e.id""")
	List<AuditEvent> oldestOf(UUID account, Set<Event> types, Instant begin, Instant end, AuditCursor after,
			Limit limit);

	/** In the order of the chain. */
	@Transactional(readOnly = true)
	@Query("from AuditEvent e where e.seq > :seq order by e.seq")
	List<AuditEvent> chained(long seq, Limit limit);

	/**
	 * Counts refusals. A count beyond {@link Refusals#MOST}, which somebody else wrote,
	 * stays: else it could become too large for its column, and no refusal of anybody
	 * would be stored any more.
	 * @return one count: how many there were that day until now, with these
	 */
	@Query(nativeQuery = true, value = """
			insert into audit_event_day (account_id, event, day, times) values (:account, :event, :day, :times)
			on conflict (account_id, event, day) do update set times =
			case when audit_event_day.times >
			""" + Refusals.MOST + """
			 then audit_event_day.times else audit_event_day.times + excluded.times end
			returning *""")
	List<RefusalCount> count(UUID account, String event, long day, long times);

	/** Ends up to so many counts of days before that one, and returns them. */
	@Query(nativeQuery = true, value = """
			delete from audit_event_day where (account_id, event, day) in
			(select account_id, event, day from audit_event_day where day < :day limit :limit) returning *""")
	List<RefusalCount> endDays(long day, int limit);

}
