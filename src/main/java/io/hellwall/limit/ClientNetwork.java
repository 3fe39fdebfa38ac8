package io.hellwall.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an IPv4 address, or an IPv6 /64, because a host may use
 * every address of its /64. Two numbers instead of an object for the address save memory
 * when there are many.
 *
 * @param prefix the leading bits of the address
 * @param length the number of bits that count: 32 for IPv4, at most 64 for IPv6
 */
record ClientNetwork(long prefix, int length) {

	/** All clients together. */
	static final ClientNetwork ALL = new ClientNetwork(0, 0);

	private static final int IPV4 = 32;

	private static final int IPV6 = 64;

	/** A site gets a /48 from its provider (RFC 6177): 65,536 networks. */
	private static final int SITE = 48;

	static ClientNetwork of(InetAddress address) {
		byte[] bytes = address.getAddress();
		return (bytes.length == Integer.BYTES) ? new ClientNetwork(ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL, IPV4)
				: new ClientNetwork(ByteBuffer.wrap(bytes).getLong(), IPV6);
	}

	boolean ipv6() {
		return this.length == IPV6;
	}

	/** The /48 that an IPv6 network is part of. */
	ClientNetwork site() {
		return new ClientNetwork(this.prefix & (-1L << (Long.SIZE - SITE)), SITE);
	}

}
