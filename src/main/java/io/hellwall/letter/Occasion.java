package io.hellwall.letter;

import java.time.Duration;
import java.time.Instant;

import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import org.jspecify.annotations.Nullable;

/**
 * What a letter tells of.
 *
 * @param email of the reader
 * @param at when it happened
 * @param mac of the device where it happened; null if it was not one device
 * @param network of the same device
 * @param code what the reader is sent; null if the letter only tells something
 */
public record Occasion(String email, Instant at, @Nullable MacAddress mac, @Nullable Network network,
		@Nullable Code code) {

	/** A passcode, and how long it works. */
	public record Code(String passcode, Duration lifetime) {

		@Override
		public String toString() {
			return "Code[redacted]";
		}

	}

}
