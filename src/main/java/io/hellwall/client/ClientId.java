package io.hellwall.client;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a client: random, never used again, and no secret. */
public record ClientId(@JsonValue UUID value) {

	/** The platform would also read shorter ones. */
	private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	/**
	 * Reads what {@link #toString} gives.
	 * @throws IllegalArgumentException if it is something else
	 */
	public static ClientId parse(String text) {
		return find(text).orElseThrow(() -> new IllegalArgumentException("must be an id, as 'client list' prints it"));
	}

	/** Reads the same; empty if it is something else. */
	public static Optional<ClientId> find(String text) {
		return FORM.matcher(text).matches() ? Optional.of(new ClientId(UUID.fromString(text))) : Optional.empty();
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
