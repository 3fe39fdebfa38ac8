package io.hellwall.guess;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import javax.sql.DataSource;

import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells the operator how many accounts strangers guess at so often that they are guarded.
 * To count them reads each account that was guessed at, so it is done once a minute at
 * most, and for the latest ones only.
 */
@Component
class GuardedAccounts {

	static final Duration KEPT = Duration.ofMinutes(1);

	private static final String COUNT = """
			select count(*) from (select failures from guess where origin = '' order by changed_at desc limit 100000)
			latest where failures >=\s""" + Attempt.UNGUARDED_FAILURES;

	private final JdbcTemplate readers;

	private final InstantSource time;

	private Instant counted = Instant.MIN;

	private long accounts;

	GuardedAccounts(@Qualifier("passcodesReaders") DataSource readers, InstantSource time, Meters meters) {
		this.readers = new JdbcTemplate(readers);
		this.time = time;
		meters.gauge("hellwall.accounts.guarded", "Accounts that strangers guess at, which may not exist", Tags.empty(),
				this::count);
	}

	private synchronized Number count() {
		Instant now = this.time.instant();
		if (!this.counted.equals(Instant.MIN) && now.isBefore(this.counted.plus(KEPT)) && !now.isBefore(this.counted)) {
			return this.accounts;
		}
		Long accounts = this.readers.queryForObject(COUNT, Long.class);
		this.accounts = (accounts != null) ? accounts : 0;
		this.counted = now;
		return this.accounts;
	}

}
