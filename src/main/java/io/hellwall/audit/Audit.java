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
 * Tells what happened: a log line for each outcome, and a row for those that an
 * administrator will want to find again. A stranger's failures are logged and not stored,
 * or he could fill the disk.
 */
@Service
public class Audit {

	private static final Logger logger = LoggerFactory.getLogger("hellwall.audit");

	/**
	 * Far more than the passwords that can be hashed in the time that a store may take.
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
	 * Joins the caller's transaction on the creds store, if there is one. A refusal is
	 * stored after it is answered; what was refused in the last moments before a crash is
	 * in the log only.
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
		logger.info("{} account={} session={} reason={}", entry.event(), entry.account(), entry.session(),
				entry.reason());
	}

	private void saveLater(AuditEvent event) {
		try {
			this.events.save(event);
		}
		catch (RuntimeException ex) {
			logger.error("An audit event was not stored: {}", ex.getMessage());
		}
	}

	/** Stores what waits, before the store is closed. */
	@PreDestroy
	void storeTheRest() throws InterruptedException {
		this.later.shutdown();
		if (!this.later.awaitTermination(5, TimeUnit.SECONDS)) {
			logger.error("Audit events were not stored: the store takes too long");
		}
	}

}
