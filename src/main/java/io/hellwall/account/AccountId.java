package io.hellwall.account;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of an account: random (RFC 9562 version 4), never used again, and no secret. */
public record AccountId(@JsonValue UUID value) {

	/**
	 * Replaces the id where no account has that address, so that the same work is done as
	 * for an account. There are 256 such ids, and no account gets one of them.
	 */
	public static AccountId ofNobody(EmailAddress email) {
		return new AccountId(new UUID(0, Math.floorMod(email.key().hashCode(), 256)));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
