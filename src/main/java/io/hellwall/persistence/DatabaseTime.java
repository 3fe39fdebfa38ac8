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
 * The database's clock, which all nodes have in common: what expires, expires on each of
 * them at the same moment, however wrong their own clocks are. It is asked once a second;
 * in between, and while the database is away, this machine's clock goes on with the
 * difference that was found last.
 */
final class DatabaseTime implements InstantSource {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseTime.class);

	/** What the network makes of an answer; not worth a step of the clock. */
	private static final Duration NOISE = Duration.ofMillis(50);

	/** An answer that took longer tells too little of the time. */
	private static final Duration SLOW = Duration.ofMillis(500);

	private static final Duration REMARKABLE = Duration.ofSeconds(2);

	private final InstantSource machine;

	private final DataSource database;

	private volatile Duration ahead = Duration.ZERO;

	DatabaseTime(InstantSource machine, DataSource database) {
		this.machine = machine;
		this.database = database;
	}

	/** To the millisecond, as coarse as what is stored. */
	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.ahead).truncatedTo(ChronoUnit.MILLIS);
	}

	/** Finds out how far the database's clock is ahead of this machine's. */
	@Scheduled(fixedRate = 1000)
	void compare() {
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
			logger.debug("The database was not asked for the time", ex);
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
		if (step.compareTo(REMARKABLE) > 0) {
			logger.warn("The database's clock is {} ms ahead of this machine's: set them by one time server",
					found.toMillis());
		}
	}

}
