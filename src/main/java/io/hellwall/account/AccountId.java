package io.hellwall.account;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** Names an account: random (RFC 9562 version 4), never reused, no secret. */
public record AccountId(@JsonValue UUID value) {

	/**
	 * Stands in for the account that nobody has at that address, where the same work must
	 * be done as for one that there is. There are 256 of these, which no account gets.
	 */
	public static AccountId ofNobody(EmailAddress email) {
		return new AccountId(new UUID(0, Math.floorMod(email.key().hashCode(), 256)));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
