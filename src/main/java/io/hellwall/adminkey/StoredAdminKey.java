package io.hellwall.adminkey;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The row of an admin key. Only statements write it, never the entity manager. */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "admin_key")
class StoredAdminKey {

	@Id
	private String name;

	private byte[] hash;

	private Instant createdAt;

	private @Nullable Instant revokedAt;

	@SuppressWarnings("NullAway.Init")
	protected StoredAdminKey() { // for JPA
	}

	AdminKey toAdminKey() {
		return new AdminKey(new AdminKeyName(this.name), this.createdAt, this.revokedAt);
	}

}
