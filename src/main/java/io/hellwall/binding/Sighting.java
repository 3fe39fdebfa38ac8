package io.hellwall.binding;

import java.io.Serializable;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * How often a session in report mode was seen from another network on one day. Only
 * statements write it, never the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "binding_sighting")
class Sighting {

	@EmbeddedId
	private Key key;

	private long requests;

	private long beyondPrefix;

	@SuppressWarnings("NullAway.Init")
	protected Sighting() { // for JPA
	}

	/**
	 * A session on a day.
	 *
	 * @param day days since 1970, UTC
	 */
	@Embeddable
	record Key(int day, UUID sessionId) implements Serializable {
	}

}
