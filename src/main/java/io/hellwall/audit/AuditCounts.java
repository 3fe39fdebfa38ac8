package io.hellwall.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Counts what happened lately, by the stored events. */
@Service
public class AuditCounts {

	private static final Duration LATELY = Duration.ofHours(24);

	private static final Set<Event> REFUSALS = Set.of(Event.LOGIN_DENIED, Event.PASSCODE_DENIED, Event.STEP_UP_DENIED);

	private final JdbcTemplate readers;

	private final InstantSource time;

	AuditCounts(@Qualifier("credsReaders") DataSource readers, InstantSource time) {
		this.readers = new JdbcTemplate(readers);
		this.time = time;
	}

	/** How many logins succeeded in the last 24 hours. */
	public long logins() {
		return count(Set.of(Event.LOGIN_GRANTED));
	}

	/**
	 * How often a login, passcode or step-up was refused in the last 24 hours, to
	 * somebody who named an account that exists. Those that have no rows of their own
	 * count when their day (UTC) is over.
	 */
	public long refusals() {
		return count(REFUSALS);
	}

	private long count(Collection<Event> events) {
		String names = events.stream()
			.map((event) -> "'" + event.name() + "'")
			.sorted()
			.collect(Collectors.joining(", "));
		Long count = this.readers.queryForObject(
				"select coalesce(sum(times), 0) from audit_event where at > ? and event in (" + names + ")", Long.class,
				this.time.instant().minus(LATELY).toEpochMilli());
		return (count != null) ? count : 0;
	}

}
