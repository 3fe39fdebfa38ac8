package io.hellwall.client;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of a client. Only statements write it, never the entity manager. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "client")
class StoredClient {

	@Id
	private UUID id;

	private String name;

	private byte[] hash;

	private int mayIntrospect;

	private int mayRevoke;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected StoredClient() { // for JPA
	}

	/** What is compared with the hash of a secret. */
	byte[] hash() {
		return this.hash.clone();
	}

	Client toClient() {
		return new Client(new ClientId(this.id), new ClientName(this.name), this.mayIntrospect != 0,
				this.mayRevoke != 0, this.createdAt);
	}

}
