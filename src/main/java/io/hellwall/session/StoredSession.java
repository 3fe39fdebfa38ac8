package io.hellwall.session;

import java.time.Instant;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import io.hellwall.token.SessionId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * The row of a session. It keeps the address and the credential fingerprint from its
 * login, because its tokens are made from them.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "session")
class StoredSession implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID accountId;

	private String email;

	private byte[] credentialFingerprint;

	private String mac;

	private String network;

	private Instant openedAt;

	private Instant lastSeenAt;

	private Instant endsAt;

	private @Nullable Instant endedAt;

	@Enumerated(EnumType.STRING)
	private @Nullable EndReason endReason;

	/** 1 or 0: a number is the same on both databases. */
	private int proofDue;

	@Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected StoredSession() { // for JPA
	}

	StoredSession(SessionId id, Account account, Device device, Instant openedAt, Instant endsAt) {
		this.id = id.value();
		this.accountId = account.id().value();
		this.email = account.email().value();
		this.credentialFingerprint = account.credentialFingerprint();
		this.mac = device.mac().value();
		this.network = device.network().toString();
		this.openedAt = openedAt;
		this.lastSeenAt = openedAt;
		this.endsAt = endsAt;
		this.fresh = true;
	}

	/** The session as others see it. */
	OpenSession open(Instant lastSeenAt) {
		return new OpenSession(id(), new MacAddress(this.mac), this.network, this.openedAt, lastSeenAt, this.endsAt);
	}

	SessionId id() {
		return new SessionId(this.id);
	}

	AccountId account() {
		return new AccountId(this.accountId);
	}

	String mac() {
		return this.mac;
	}

	String network() {
		return this.network;
	}

	Instant openedAt() {
		return this.openedAt;
	}

	Instant lastSeenAt() {
		return this.lastSeenAt;
	}

	@Nullable EndReason endReason() {
		return this.endReason;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	/** We make the id, so Spring Data could not tell a new row from an old one. */
	@Override
	public boolean isNew() {
		return this.fresh;
	}

}
