package io.hellwall.token;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a session: random, never used again, and no secret. */
public record SessionId(@JsonValue UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
