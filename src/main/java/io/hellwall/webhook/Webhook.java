package io.hellwall.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.hellwall.audit.AuditRecord;
import io.hellwall.audit.EventName;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Somebody who is told of events. Only statements write it, never the entity manager. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "webhook")
class Webhook {

	@Id
	private UUID id;

	private String url;

	private String events;

	private int withEmail;

	private byte[] secretBox;

	private Instant createdAt;

	private long position;

	private int attempts;

	private Instant nextAttemptAt;

	private @Nullable Instant disabledAt;

	@SuppressWarnings("NullAway.Init")
	protected Webhook() { // for JPA
	}

	WebhookId id() {
		return new WebhookId(this.id);
	}

	String url() {
		return this.url;
	}

	/** Whether it wants to be told of that event. */
	boolean wants(AuditRecord event) {
		List<EventName> names = names();
		return names.isEmpty() || names.stream().anyMatch((name) -> name.isNameOf(event.type()));
	}

	private List<EventName> names() {
		return this.events.isEmpty() ? List.of() : Stream.of(this.events.split(" ")).map(EventName::of).toList();
	}

	boolean withEmail() {
		return this.withEmail != 0;
	}

	byte[] secretBox() {
		return this.secretBox.clone();
	}

	/** The place of the newest event that it was told of, in the chain of the audit. */
	long position() {
		return this.position;
	}

	/** How often the next event was tried. */
	int attempts() {
		return this.attempts;
	}

	WebhookView view() {
		return new WebhookView(id(), this.url, names(), withEmail(), this.createdAt, this.position, this.attempts,
				this.disabledAt);
	}

}
