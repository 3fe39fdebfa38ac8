package io.hellwall.mail;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells the operator how many notices wait for the mail server, and how long already. */
@Component
class WaitingNotices {

	/** Read by an index that only those have which wait, up to a number that is quick. */
	private static final String WAITING = " from (select at from notice where next_attempt_at is not null"
			+ " order by next_attempt_at limit 10000) waiting";

	private final JdbcTemplate readers;

	private final InstantSource time;

	WaitingNotices(@Qualifier("credsReaders") DataSource readers, InstantSource time, Meters meters) {
		this.readers = new JdbcTemplate(readers);
		this.time = time;
		meters.gauge("hellwall.mails.waiting", "Notices that are to be mailed, at most 10,000", Tags.empty(),
				this::count);
		meters.gauge("hellwall.mails.waiting.age.seconds", "Time since the oldest of them was written", Tags.empty(),
				this::age);
	}

	private Number count() {
		Long count = select("count(*)");
		return (count != null) ? count : 0;
	}

	private Number age() {
		Long oldest = select("min(at)");
		return (oldest != null) ? Math.max(0, this.time.millis() - oldest) / (double) TimeUnit.SECONDS.toMillis(1) : 0;
	}

	private @Nullable Long select(String what) {
		return this.readers.queryForObject("select " + what + WAITING, Long.class);
	}

}
