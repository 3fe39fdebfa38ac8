package io.hellwall.session;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** Names a session: random, never reused, no secret. */
public record SessionId(@JsonValue UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
