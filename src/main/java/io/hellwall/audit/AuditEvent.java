package io.hellwall.audit;

import java.time.Instant;
import java.util.UUID;

import io.hellwall.chain.RowContent;
import io.hellwall.chain.Seals;
import io.hellwall.device.Device;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** A row of the audit. The chain gives it its place later, by statements. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "audit_event")
class AuditEvent implements Persistable<Long> {

	@Id
	private long id;

	private Instant at;

	@Enumerated(EnumType.STRING)
	private Event event;

	private @Nullable UUID accountId;

	private @Nullable UUID sessionId;

	private @Nullable String mac;

	private @Nullable String network;

	private @Nullable String reason;

	private @Nullable String causedBy;

	private long times;

	private @Nullable Long seq;

	private byte @Nullable [] seal;

	@SuppressWarnings("NullAway.Init")
	protected AuditEvent() { // for JPA
	}

	/**
	 * @param times how many events of this kind the row stands for
	 */
	AuditEvent(long id, Instant at, Entry entry, long times) {
		this.id = id;
		this.at = at;
		this.event = entry.event();
		this.accountId = entry.account();
		this.sessionId = entry.session();
		Device device = entry.device();
		this.mac = (device != null) ? device.mac().value() : null;
		this.network = (device != null) ? device.network().toString() : null;
		this.reason = entry.reason();
		this.causedBy = (entry.by() != null) ? entry.by().name() : null;
		this.times = times;
	}

	AuditEvent stamped(Seals seals) {
		this.seal = seals.stamp(new RowContent(this.id, this.at.toEpochMilli(), this.event.name(), this.accountId,
				this.sessionId, this.mac, this.network, this.reason, this.causedBy, this.times));
		return this;
	}

	AuditRecord toRecord() {
		return new AuditRecord(Long.toString(this.id), this.at, this.event.vocabulary(), this.event,
				this.event.outcome(), this.accountId, this.sessionId, this.causedBy, this.mac, this.network,
				this.reason, this.times, this.seq);
	}

	/** Where a page that ends with this row is continued. */
	AuditCursor cursor() {
		return new AuditCursor(this.at, this.id);
	}

	@Override
	public Long getId() {
		return this.id;
	}

	/** Rows are only ever added through this class. */
	@Override
	public boolean isNew() {
		return true;
	}

}
