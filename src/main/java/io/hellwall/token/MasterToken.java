package io.hellwall.token;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** The row of a token. It is enough to recognise the token, but not to make it. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "master_token")
class MasterToken implements Persistable<byte[]> {

	@Id
	private byte[] handle;

	private byte[] master;

	private UUID sessionId;

	private int generation;

	private String binding;

	private Instant expiresAt;

	private @Nullable Instant supersededAt;

	private @Nullable Instant usedAt;

	private @Nullable Integer serverKey;

	@Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected MasterToken() { // for JPA
	}

	MasterToken(TokenKeys keys, SessionId session, int generation, Instant expiresAt) {
		this.handle = keys.handle();
		this.master = keys.master();
		this.binding = keys.binding();
		this.sessionId = session.value();
		this.generation = generation;
		this.expiresAt = expiresAt;
		this.serverKey = keys.serverKey();
		this.fresh = true;
	}

	@Override
	public byte[] getId() {
		return this.handle;
	}

	/** We make the id, so Spring Data could not tell a new row from an old one. */
	@Override
	public boolean isNew() {
		return this.fresh;
	}

}
