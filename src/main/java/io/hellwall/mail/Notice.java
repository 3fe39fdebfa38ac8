package io.hellwall.mail;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What an account holder is told by mail, or was told lately. Only statements write it,
 * never the entity manager.
 */
@Entity
@SuppressWarnings("UnusedVariable") // what queries read
@Table(name = "notice")
class Notice {

	@EmbeddedId
	private Key key;

	/** Where it goes; null means to the address that the account has by then. */
	private @Nullable String email;

	/** Of the mail to that address; the account may be gone by then. */
	private @Nullable String language;

	private @Nullable String mac;

	private @Nullable String network;

	private Instant at;

	private int attempts;

	/** None once it was sent or given up. */
	private @Nullable Instant nextAttemptAt;

	private @Nullable Instant sentAt;

	@SuppressWarnings("NullAway.Init")
	protected Notice() { // for JPA
	}

	Key key() {
		return this.key;
	}

	AccountId account() {
		return new AccountId(this.key.accountId());
	}

	/** Where it goes, whatever has become of the account; null if not decided yet. */
	@Nullable EmailAddress email() {
		return (this.email != null) ? EmailAddress.parse(this.email) : null;
	}

	/** Of the mail to that address; null if not known. */
	@Nullable Language language() {
		return (this.language != null) ? Language.parse(this.language) : null;
	}

	NoticeKind kind() {
		return this.key.kind();
	}

	/** Of the device where it happened, if it was one. */
	@Nullable MacAddress mac() {
		return (this.mac != null) ? new MacAddress(this.mac) : null;
	}

	/** Of the same device. */
	@Nullable Network network() {
		return (this.network != null) ? Network.of(this.network) : null;
	}

	Instant at() {
		return this.at;
	}

	/** How many have failed so far. */
	int attempts() {
		return this.attempts;
	}

	/**
	 * An account is told of most kinds once a day.
	 *
	 * @param day since 1970-01-01, UTC; of a kind that is told each time, the millisecond
	 */
	@Embeddable
	record Key(UUID accountId, @Enumerated(EnumType.STRING) NoticeKind kind, long day) implements Serializable {

		static Key of(AccountId account, NoticeKind kind, Instant at) {
			return new Key(account.value(), kind,
					kind.eachTime() ? at.toEpochMilli() : at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay());
		}

	}

}
