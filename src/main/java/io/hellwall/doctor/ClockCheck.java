package io.hellwall.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Compares the clock of this machine with that of PostgreSQL, and with the newest event
 * that is stored.
 */
@Component
@Order(60)
class ClockCheck implements Check {

	private static final String NAME = "clock";

	private static final Duration MUCH = Duration.ofSeconds(1);

	private static final Duration STEP = Duration.ofMinutes(1);

	private final InstantSource machine;

	private final InstantSource time;

	private final JdbcTemplate creds;

	ClockCheck(@Qualifier("machineTime") InstantSource machine, InstantSource time,
			@Qualifier("credsReaders") DataSource creds) {
		this.machine = machine;
		this.time = time;
		this.creds = new JdbcTemplate(creds);
	}

	@Override
	public List<Finding> findings(Question question) {
		Instant here = this.machine.instant();
		Duration ahead = Duration.between(here, this.time.instant());
		if (ahead.abs().compareTo(MUCH) > 0) {
			return List.of(Finding.warn(NAME,
					"the clock of the database is %d ms ahead of this machine's: synchronize both with one time server"
						.formatted(ahead.toMillis())));
		}
		Long newest = this.creds.queryForObject("select max(at) from audit_event", Long.class);
		if (newest != null && Instant.ofEpochMilli(newest).isAfter(here.plus(STEP))) {
			return List.of(Finding.fail(NAME,
					"the newest audit event is of %s, and the clock says %s: set the clock, or tokens live too long"
						.formatted(Instant.ofEpochMilli(newest), here)));
		}
		return List.of(Finding.ok(NAME, "it is %s, and no stored event is later".formatted(here)));
	}

}
