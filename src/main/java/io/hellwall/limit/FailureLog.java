package io.hellwall.limit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs what fails for many requests at once, such as all that need a store while it is
 * away. The first failure of a kind is logged with its trace. As long as failures of the
 * kind go on, there is one line a second with their number. Safe for use by several
 * threads.
 */
public final class FailureLog {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	/** After that long without a failure, the next one is a first one again. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	private final Logger logger;

	private final String message;

	private final InstantSource time;

	private final Map<String, Series> kinds = new HashMap<>();

	/**
	 * @param message what each line begins with
	 */
	public FailureLog(Logger logger, String message, InstantSource time) {
		this.logger = logger;
		this.message = message;
		this.time = time;
	}

	public synchronized void log(Throwable failure) {
		Instant now = this.time.instant();
		Throwable reason = innermost(failure);
		Series series = this.kinds.computeIfAbsent(kind(reason), (kind) -> new Series());
		if (series.newest == null || !now.isBefore(series.newest.plus(QUIET))) {
			this.logger.error("{}", this.message, failure);
			series.logged(now);
		}
		else {
			series.count++;
			if (!now.isBefore(series.logged.plus(PAUSE))) {
				this.logger.error("{}, {} more times: {}", this.message, series.count, firstLine(reason));
				series.logged(now);
			}
		}
		series.newest = now;
	}

	/** SQLSTATE tells apart what has the same class. */
	private static String kind(Throwable reason) {
		return reason.getClass().getName()
				+ ((reason instanceof SQLException sql) ? " " + sql.getSQLState() + " " + sql.getErrorCode() : "");
	}

	private static Throwable innermost(Throwable failure) {
		Throwable innermost = failure;
		while (innermost.getCause() != null) {
			innermost = innermost.getCause();
		}
		return innermost;
	}

	private static String firstLine(Throwable reason) {
		return String.valueOf(reason.getMessage()).lines().findFirst().orElse("no reason given");
	}

	/** Failures of one kind. */
	private static final class Series {

		/** When the newest line was logged. */
		private Instant logged = Instant.EPOCH;

		private @Nullable Instant newest;

		/** The number of failures since that line. */
		private int count;

		void logged(Instant now) {
			this.logged = now;
			this.count = 0;
		}

	}

}
