package io.hellwall.session;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** What the server knows of a token: enough to recognise it, not enough to make it. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "master_token")
class MasterToken implements Persistable<byte[]> {

	@Id
	private byte[] hmac;

	private UUID sessionId;

	private int generation;

	private Instant expiresAt;

	private @Nullable Instant supersededAt;

	private @Nullable Instant usedAt;

	@Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected MasterToken() { // for JPA
	}

	MasterToken(byte[] hmac, SessionId session, int generation, Instant expiresAt) {
		this.hmac = hmac;
		this.sessionId = session.value();
		this.generation = generation;
		this.expiresAt = expiresAt;
		this.fresh = true;
	}

	@Override
	public byte[] getId() {
		return this.hmac;
	}

	/**
	 * The id is made here, so the framework would take every row for one to be merged.
	 */
	@Override
	public boolean isNew() {
		return this.fresh;
	}

}
