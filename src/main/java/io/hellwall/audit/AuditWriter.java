package io.hellwall.audit;

import java.time.Instant;

import io.hellwall.chain.Seals;

import org.springframework.stereotype.Component;

/** Adds rows to the audit. */
@Component
class AuditWriter {

	private final AuditEventRepository events;

	private final Seals seals;

	private final AuditIds ids = new AuditIds();

	AuditWriter(AuditEventRepository events, Seals seals) {
		this.events = events;
		this.seals = seals;
	}

	/**
	 * Adds a row in the caller's transaction, if there is one.
	 * @param times how many events of this kind the row stands for
	 */
	void add(Instant at, Entry entry, long times) {
		this.events.save(new AuditEvent(this.ids.next(at), at, entry, times).stamped(this.seals));
	}

}
