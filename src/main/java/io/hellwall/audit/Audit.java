package io.hellwall.audit;

import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Records what happened: a log line for each outcome, and a row for each outcome that an
 * administrator may look for later. The failures of strangers are not stored, because
 * they could fill the disk.
 */
@Service
public class Audit {

	private static final Logger logger = LoggerFactory.getLogger("hellwall.audit");

	/**
	 * Each waiting event follows a hashed password, and a slow store delays only a few
	 * hundred of them.
	 */
	private static final int MOST_WAITING = 1000;

	private final ExecutorService later = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().name("audit").daemon().factory(),
			(event, full) -> logger.error("An audit event was not stored: too many wait already"));

	private final AuditEventRepository events;

	private final InstantSource time;

	Audit(AuditEventRepository events, InstantSource time) {
		this.events = events;
		this.time = time;
	}

	/**
	 * Whether such an event is stored or logged at all. Ask before building an entry on
	 * the hot path.
	 */
	public boolean records(Event event) {
		return event.kept() != Event.Kept.NOT || logger.isEnabledForLevel(event.level());
	}

	/**
	 * Joins the caller's transaction on the creds store, if there is one. A refusal is
	 * stored after it is answered, so a crash may leave the last refusals in the log
	 * only.
	 */
	public void append(Entry entry) {
		if (entry.account() != null) {
			switch (entry.event().kept()) {
				case NOT -> {
				}
				case AT_ONCE -> this.events.save(new AuditEvent(this.time.instant(), entry));
				case LATER -> {
					AuditEvent event = new AuditEvent(this.time.instant(), entry);
					this.later.execute(() -> saveLater(event));
				}
			}
		}
		logger.atLevel(entry.event().level()).log(entry::line);
	}

	private void saveLater(AuditEvent event) {
		try {
			this.events.save(event);
		}
		catch (RuntimeException ex) {
			logger.error("An audit event was not stored: {}", ex.getMessage());
		}
	}

	/** Stores the events that wait, before the store is closed. */
	@PreDestroy
	void storeTheRest() throws InterruptedException {
		this.later.shutdown();
		if (!this.later.awaitTermination(5, TimeUnit.SECONDS)) {
			logger.error("Audit events were not stored: the store takes too long");
		}
	}

}
