package io.hellwall.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether a store answers, and whether a commit to it is durable. That is tried at most
 * every five seconds, and every second after it failed, however often somebody asks.
 */
final class StoreHealth implements HealthIndicator {

	private static final Logger logger = LoggerFactory.getLogger(StoreHealth.class);

	private static final Duration BETWEEN = Duration.ofSeconds(5);

	private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);

	/** The log of the database may have room for one row more, and not for a login. */
	private static final long LEAST_ROOM = 256 * 1024;

	private static final String WRITE = """
			insert into write_check (id, at) values (1, ?) on conflict (id) do update set at = excluded.at""";

	private final String name;

	private final JdbcTemplate reads;

	private final JdbcTemplate writes;

	private final LongSupplier room;

	private final InstantSource time;

	private final ReentrantLock trying = new ReentrantLock();

	private volatile Tried last = new Tried(Instant.MIN, false, null);

	StoreHealth(String name, Store store, InstantSource time) {
		this(name, store.readers(), store.writeChecks(), store::room, time);
	}

	/**
	 * @param writes connections that wait a second for others at most
	 * @param room how many bytes are free
	 */
	StoreHealth(String name, DataSource reads, DataSource writes, LongSupplier room, InstantSource time) {
		this.name = name;
		this.reads = new JdbcTemplate(reads);
		this.writes = new JdbcTemplate(writes);
		this.room = room;
		this.time = time;
	}

	@Override
	public Health health() {
		try {
			this.reads.queryForList("select id from write_check");
		}
		catch (DataAccessException ex) {
			return Health.down(ex).build();
		}
		String trouble = trouble();
		return (trouble != null) ? Health.down().withDetail("write", trouble).build() : Health.up().build();
	}

	/** Why a commit is not durable; null if it is. */
	private @Nullable String trouble() {
		Instant now = this.time.instant();
		Tried before = this.last;
		boolean fresh = !now.isBefore(before.at())
				&& now.isBefore(before.at().plus(before.failed() ? BETWEEN_FAILURES : BETWEEN));
		if (fresh || !this.trying.tryLock()) {
			return before.trouble();
		}
		try {
			Tried tried = attempt(now, before);
			tell(before.trouble(), tried.trouble());
			this.last = tried;
			return tried.trouble();
		}
		finally {
			this.trying.unlock();
		}
	}

	/**
	 * Somebody else may hold the file for a moment, such as an import. Twice in a row is
	 * too long.
	 */
	private Tried attempt(Instant now, Tried before) {
		if (this.room.getAsLong() < LEAST_ROOM) {
			return new Tried(now, false, "the disk is full");
		}
		try {
			this.writes.update(WRITE, now.toEpochMilli());
			return new Tried(now, false, null);
		}
		catch (DataAccessException ex) {
			boolean busy = isBusy(ex);
			return new Tried(now, busy, (busy && !before.busy()) ? null
					: String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()));
		}
	}

	private static boolean isBusy(DataAccessException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
				&& (cause.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
	}

	private void tell(@Nullable String before, @Nullable String now) {
		if (before == null && now != null) {
			logger.error("The {} store takes no durable writes, and /readyz answers 503 until it does: {}", this.name,
					now);
		}
		else if (before != null && now == null) {
			logger.info("The {} store takes durable writes again", this.name);
		}
	}

	/**
	 * The last attempt.
	 *
	 * @param busy whether somebody else held the file
	 */
	private record Tried(Instant at, boolean busy, @Nullable String trouble) {

		boolean failed() {
			return this.trouble != null;
		}

	}

}
