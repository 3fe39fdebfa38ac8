package io.hellwall.guess;

import java.time.Instant;

import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;

/**
 * A device and network that an account logged in from.
 *
 * @param seenAt when it last did
 */
public record SeenPlace(MacAddress mac, Network network, Instant seenAt) {
}
