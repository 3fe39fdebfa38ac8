package io.hellwall.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.hellwall.audit.Refusals.Refusal;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Records what happened: a log line for each outcome, and a row for each outcome that an
 * administrator may look for later. What strangers do is not stored where it concerns no
 * account, and otherwise a limited number of times, because they could fill the disk.
 */
@Service
public class Audit {

	private static final Logger logger = LoggerFactory.getLogger("hellwall.audit");

	/**
	 * Nearly each waiting event follows a hashed password, and the requests of a network
	 * are limited, so a slow store delays only a few hundred of them.
	 */
	private static final int MOST_WAITING = 1000;

	/**
	 * Between two stores of what waits. A store that follows each refusal at once would
	 * delay the next request, and so tell whether the account of the one before exists.
	 */
	private static final long PAUSE_MILLIS = 500;

	private final BlockingQueue<Refusal> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

	private final ScheduledExecutorService later = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("audit").daemon().factory());

	private final AuditWriter writer;

	private final Refusals refusals;

	private final InstantSource time;

	@SuppressWarnings("FutureReturnValueIgnored") // it is repeated until the end
	Audit(AuditWriter writer, Refusals refusals, InstantSource time) {
		this.writer = writer;
		this.refusals = refusals;
		this.time = time;
		this.later.scheduleWithFixedDelay(this::storeWaiting, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Whether such an event is stored or logged at all. Ask before building an entry on
	 * the hot path.
	 */
	public boolean records(Event event) {
		return event.kept() != Event.Kept.NOT || logger.isEnabledForLevel(event.level());
	}

	/**
	 * Joins the caller's transaction on the creds store, if there is one. An event
	 * without an account is stored only if it says who caused it. A refusal is stored a
	 * moment after it is answered, so a crash may leave the last refusals in the log
	 * only.
	 */
	public void append(Entry entry) {
		UUID account = entry.account();
		switch (entry.event().kept()) {
			case NOT -> {
			}
			case AT_ONCE -> {
				if (account != null || entry.by() != null) {
					this.writer.add(this.time.instant(), entry, 1);
				}
			}
			case LATER -> {
				if (account != null) {
					storeLater(new Refusal(account, this.time.instant(), entry));
				}
			}
		}
		logger.atLevel(entry.event().level()).log(entry::line);
	}

	private void storeLater(Refusal refusal) {
		if (!this.waiting.offer(refusal)) {
			logger.error("An audit event was not stored: too many wait already");
		}
	}

	/** Stores all that wait in one transaction. What could not be stored waits on. */
	private void storeWaiting() {
		List<Refusal> some = List.copyOf(this.waiting);
		if (some.isEmpty()) { // a start that failed early cannot begin a transaction
			return;
		}
		try {
			this.refusals.store(some);
			// Removes the oldest. By value, it could remove an equal one that came since.
			some.forEach((stored) -> this.waiting.remove());
		}
		catch (RuntimeException ex) {
			logger.error("Audit events were not stored yet: {}", ex.getMessage());
		}
	}

	/** Stores the events that wait, before the store is closed. */
	@PreDestroy
	void storeTheRest() throws InterruptedException {
		this.later.execute(this::storeWaiting);
		this.later.shutdown();
		if (!this.later.awaitTermination(5, TimeUnit.SECONDS)) {
			logger.error("Audit events were not stored: the store takes too long");
		}
	}

}
