package io.hellwall.device;

/**
 * Who sends a request: the hardware address that the client claims, and the address that
 * its connection comes from.
 */
public record Device(MacAddress mac, IpAddress address) {

	/**
	 * What counts as one network where guesses and places are counted: an IPv4 address,
	 * or an IPv6 /64, because a host may use any address of it.
	 */
	public Network network() {
		return Network.around(this.address, 32, 64);
	}

}
