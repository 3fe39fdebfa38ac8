package io.hellwall.account;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** Names an account: random (RFC 9562 version 4), never reused, no secret. */
public record AccountId(@JsonValue UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
