package io.hellwall.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores refusals, which strangers can cause as often as they like. So only the first
 * ones of a kind, an account and a day (UTC) get rows; the others are counted, and when
 * the day is over one row says how many they were.
 */
@Component
class Refusals {

	private final AuditEventRepository events;

	private final AuditWriter writer;

	private final AuditProperties properties;

	private final InstantSource time;

	Refusals(AuditEventRepository events, AuditWriter writer, AuditProperties properties, InstantSource time) {
		this.events = events;
		this.writer = writer;
		this.properties = properties;
		this.time = time;
	}

	/** Stores or counts each of them, in one transaction. */
	@Transactional
	public void store(List<Refusal> refusals) {
		Map<Kind, List<Refusal>> kinds = new LinkedHashMap<>();
		refusals.forEach((it) -> kinds.computeIfAbsent(Kind.of(it), (kind) -> new ArrayList<>()).add(it));
		kinds.forEach(this::store);
	}

	private void store(Kind kind, List<Refusal> refusals) {
		long until = this.events.count(kind.account(), kind.event().name(), kind.day(), refusals.size())
			.getFirst()
			.times();
		long room = this.properties.refusalsPerDay() - (until - refusals.size());
		refusals.stream().limit(Math.max(0, room)).forEach((it) -> this.writer.add(it.at(), it.entry(), 1));
	}

	/**
	 * Ends counts of days that are over, in one transaction.
	 * @param limit how many at most
	 * @return how many it were
	 */
	@Transactional
	public int sumUp(int limit) {
		List<RefusalCount> ended = this.events.endDays(day(this.time.instant()), limit);
		for (RefusalCount it : ended) {
			long counted = it.times() - this.properties.refusalsPerDay();
			if (counted > 0) {
				Instant end = LocalDate.ofEpochDay(it.day() + 1)
					.atStartOfDay()
					.toInstant(ZoneOffset.UTC)
					.minusMillis(1);
				this.writer.add(end, Entry.of(it.event()).account(it.account()), counted);
			}
		}
		return ended.size();
	}

	private static long day(Instant at) {
		return at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
	}

	/** A refusal of a known account. */
	record Refusal(UUID account, Instant at, Entry entry) {
	}

	/** What is counted together. */
	private record Kind(UUID account, Event event, long day) {

		static Kind of(Refusal refusal) {
			return new Kind(refusal.account(), refusal.entry().event(), Refusals.day(refusal.at()));
		}

	}

}
