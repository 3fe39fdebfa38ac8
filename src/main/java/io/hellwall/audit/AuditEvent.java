package io.hellwall.audit;

import java.time.Instant;
import java.util.UUID;

import io.hellwall.device.Device;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "audit_event")
class AuditEvent {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private Instant at;

	@Enumerated(EnumType.STRING)
	private Event event;

	private @Nullable UUID accountId;

	private @Nullable UUID sessionId;

	private @Nullable String mac;

	private @Nullable String network;

	private @Nullable String reason;

	@SuppressWarnings("NullAway.Init")
	protected AuditEvent() { // for JPA
	}

	AuditEvent(Instant at, Entry entry) {
		this.at = at;
		this.event = entry.event();
		this.accountId = entry.account();
		this.sessionId = entry.session();
		Device device = entry.device();
		this.mac = (device != null) ? device.mac().value() : null;
		this.network = (device != null) ? device.network().toString() : null;
		this.reason = (entry.reason() != null) ? entry.reason().name() : null;
	}

}
