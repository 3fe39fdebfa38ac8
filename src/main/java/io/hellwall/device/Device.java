package io.hellwall.device;

/**
 * What a token is bound to: the hardware address that the client claims, and the network
 * that its connection comes from.
 */
public record Device(MacAddress mac, Network network) {
}
