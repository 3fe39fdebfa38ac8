package io.hellwall.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.hellwall.device.Device;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenState;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Records, and tells the holder, that a good token was sent from a place that it is not
 * bound to: somebody may have a copy. This happens after the answer, so that the answer
 * takes as long as for an unknown token, and once a day for each session and reason, so
 * that nobody fills the disk.
 */
@Component
class Suspicions {

	private static final Logger logger = LoggerFactory.getLogger(Suspicions.class);

	/** More in a day are in the log only. */
	private static final int MOST_IN_A_DAY = 10_000;

	private static final int MOST_WAITING = 1000;

	private final ExecutorService later = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().name("suspicions").daemon().factory(),
			(suspicion, full) -> logger.error("A suspicion was not stored: too many wait already"));

	private final SessionTransactions transactions;

	private final Set<Suspicion> told = ConcurrentHashMap.newKeySet();

	/** The day of what was told, in days since 1970, UTC. */
	private volatile long day;

	Suspicions(SessionTransactions transactions) {
		this.transactions = transactions;
	}

	void add(TokenState state, DenialReason reason, Device device, Instant now) {
		long today = now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
		if (this.day != today) {
			this.day = today;
			this.told.clear();
		}
		if (this.told.size() < MOST_IN_A_DAY && this.told.add(new Suspicion(state.session(), reason))) {
			this.later.execute(() -> record(state, reason, device, now));
		}
	}

	private void record(TokenState state, DenialReason reason, Device device, Instant now) {
		try {
			this.transactions.suspect(state, reason, device, now);
		}
		catch (RuntimeException ex) {
			logger.error("A suspicion was not stored: {}", ex.getMessage());
		}
	}

	/** Stores what waits, before the store is closed. */
	@PreDestroy
	void storeTheRest() throws InterruptedException {
		this.later.shutdown();
		if (!this.later.awaitTermination(5, TimeUnit.SECONDS)) {
			logger.error("Suspicions were not stored: the store takes too long");
		}
	}

	/** What is recorded once a day. */
	private record Suspicion(SessionId session, DenialReason reason) {
	}

}
