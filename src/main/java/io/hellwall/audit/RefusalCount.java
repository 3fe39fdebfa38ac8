package io.hellwall.audit;

import java.io.Serializable;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * How many refusals of one kind an account had in a day. Only statements write it, never
 * the entity manager.
 */
@Entity
@Table(name = "audit_event_day")
class RefusalCount {

	@EmbeddedId
	private Key key;

	private long times;

	@SuppressWarnings("NullAway.Init")
	protected RefusalCount() { // for JPA
	}

	UUID account() {
		return this.key.accountId();
	}

	/** The name of an event, or any text if somebody else wrote the row. */
	String event() {
		return this.key.event();
	}

	/** Since 1970-01-01, UTC. */
	long day() {
		return this.key.day();
	}

	long times() {
		return this.times;
	}

	@Embeddable
	record Key(UUID accountId, String event, long day) implements Serializable {
	}

}
