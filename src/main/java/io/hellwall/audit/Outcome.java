package io.hellwall.audit;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How an event went for whoever caused it. */
public enum Outcome {

	SUCCESS, FAILURE;

	/**
	 * Reads the name in small letters.
	 * @throws IllegalArgumentException if there is no such outcome
	 */
	public static Outcome of(String name) {
		for (Outcome outcome : values()) {
			if (outcome.toString().equals(name)) {
				return outcome;
			}
		}
		throw new IllegalArgumentException("must be success or failure");
	}

	@JsonValue
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
