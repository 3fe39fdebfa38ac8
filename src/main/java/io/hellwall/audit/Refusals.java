package io.hellwall.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores refusals, which strangers can cause as often as they like. So only the first
 * ones of a kind, an account and a day (UTC) get rows; the others are counted, and when
 * the day is over one row says how many they were.
 */
@Component
class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	/** More than can be refused in a day. */
	static final long MOST = 1_000_000_000;

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

	/**
	 * Stores or counts each of them, in one transaction. Each node takes the counts in
	 * the same order, so that no two of them wait for each other.
	 */
	@Transactional
	public void store(List<Refusal> refusals) {
		Map<Kind, List<Refusal>> kinds = new TreeMap<>(Kind.ORDER);
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
	 * Ends counts of days that are over, in one transaction. A count that no service can
	 * have written is dropped.
	 * @param limit how many at most
	 * @return how many there were
	 */
	@Transactional
	public int sumUp(int limit) {
		long today = day(this.time.instant());
		List<RefusalCount> ended = this.events.endDays(today, limit);
		for (RefusalCount it : ended) {
			Optional<Event> event = event(it);
			if (event.isEmpty() || it.day() < today - this.properties.keep().toDays() - 1 || it.times() < 0
					|| it.times() > MOST) {
				logger.warn("A count of refusals was dropped: somebody else wrote it, or it is too old");
			}
			else if (it.times() > this.properties.refusalsPerDay()) {
				this.writer.add(end(it.day()), Entry.of(event.get()).account(it.account()),
						it.times() - this.properties.refusalsPerDay());
			}
		}
		return ended.size();
	}

	/** Of those that are counted. */
	private static Optional<Event> event(RefusalCount count) {
		return Stream.of(Event.values())
			.filter((event) -> event.kept() == Event.Kept.LATER && event.name().equals(count.event()))
			.findFirst();
	}

	private static Instant end(long day) {
		return LocalDate.ofEpochDay(day + 1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1);
	}

	private static long day(Instant at) {
		return at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
	}

	/** A refusal of a known account. */
	record Refusal(UUID account, Instant at, Entry entry) {
	}

	/** What is counted together. */
	private record Kind(UUID account, Event event, long day) {

		static final Comparator<Kind> ORDER = Comparator.comparing(Kind::account)
			.thenComparing(Kind::event)
			.thenComparingLong(Kind::day);

		static Kind of(Refusal refusal) {
			return new Kind(refusal.account(), refusal.entry().event(), Refusals.day(refusal.at()));
		}

	}

}
