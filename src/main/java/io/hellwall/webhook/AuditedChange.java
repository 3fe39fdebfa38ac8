package io.hellwall.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToIntFunction;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a change of a webhook and records it, both or none. */
@Component
class AuditedChange {

	private final Audit audit;

	private final InstantSource time;

	AuditedChange(Audit audit, InstantSource time) {
		this.audit = audit;
		this.time = time;
	}

	/**
	 * Makes a change, and records it if it changed a row.
	 * @param id of the webhook
	 * @param statement gets the time, and gives the number of rows that it changed
	 * @return whether it changed one
	 */
	@Transactional
	public boolean make(Event event, Actor by, WebhookId id, ToIntFunction<Instant> statement) {
		boolean changed = statement.applyAsInt(this.time.instant()) > 0;
		if (changed) {
			this.audit.append(Entry.of(event).by(by).about(id.toString()));
		}
		return changed;
	}

}
