package io.hellwall.device;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: the hardware address that the client claims, and the address that
 * its connection comes from.
 *
 * @param language what its user reads; null if the request does not say so. Nothing but
 * the language of mails depends on it.
 */
public record Device(MacAddress mac, IpAddress address, @Nullable Language language) {

	/** A device whose user named no language. */
	public Device(MacAddress mac, IpAddress address) {
		this(mac, address, null);
	}

	/**
	 * What counts as one network where guesses and places are counted: an IPv4 address,
	 * or an IPv6 /64, because a host may use any address of it.
	 */
	public Network network() {
		return Network.around(this.address, 32, 64);
	}

}
