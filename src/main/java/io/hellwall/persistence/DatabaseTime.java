package io.hellwall.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * The time of the database, so that a token expires on all nodes at the same moment, even
 * if their own clocks are wrong. The database is asked once a second. Between two
 * answers, and while the database cannot be reached, the time is this machine's plus the
 * last measured difference.
 */
final class DatabaseTime implements InstantSource {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseTime.class);

	/** A smaller difference may come from the network alone and is ignored. */
	private static final Duration NOISE = Duration.ofMillis(50);

	/** An answer that took longer is too imprecise and is ignored. */
	private static final Duration SLOW = Duration.ofMillis(500);

	private static final Duration WARN_ABOVE = Duration.ofSeconds(2);

	private final InstantSource machine;

	private final DataSource database;

	private volatile Duration ahead = Duration.ZERO;

	DatabaseTime(InstantSource machine, DataSource database) {
		this.machine = machine;
		this.database = database;
	}

	/** In whole milliseconds, like the instants that are stored. */
	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.ahead).truncatedTo(ChronoUnit.MILLIS);
	}

	/** Measures how far the database's clock is ahead of this machine's. */
	@Scheduled(fixedRate = 1000)
	void measure() {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			Instant asked = this.machine.instant();
			try (ResultSet result = statement
				.executeQuery("select (extract(epoch from clock_timestamp()) * 1000)::bigint")) {
				result.next();
				answered(asked, Instant.ofEpochMilli(result.getLong(1)), this.machine.instant());
			}
		}
		catch (SQLException ex) {
			logger.debug("The database could not be asked for the time", ex);
		}
	}

	private void answered(Instant asked, Instant told, Instant answered) {
		Duration took = Duration.between(asked, answered);
		Duration found = Duration.between(asked.plus(took.dividedBy(2)), told);
		Duration step = found.minus(this.ahead).abs();
		if (took.isNegative() || took.compareTo(SLOW) > 0 || step.compareTo(NOISE) <= 0) {
			return;
		}
		this.ahead = found;
		if (step.compareTo(WARN_ABOVE) > 0) {
			logger.warn(
					"The database's clock is {} ms ahead of this machine's: synchronize both with the same time server",
					found.toMillis());
		}
	}

}
