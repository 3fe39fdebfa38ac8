package io.hellwall.device;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses (CIDR, RFC 4632): the part of a client's address that a token is
 * bound to, or where a trusted proxy lives.
 *
 * @param base the lowest address; host bits that are given are cleared
 * @param prefixLength how many leading bits count: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(IpAddress base, int prefixLength) {

	private static final Pattern CIDR = Pattern.compile("([^/]+)/(\\d{1,3})");

	public Network {
		if (prefixLength < 0 || prefixLength > base.bits()) {
			throw new IllegalArgumentException("must be a network such as 192.0.2.0/24 or 2001:db8::/32");
		}
		base = mask(base, prefixLength);
	}

	/** The network that holds one address only: /32 for IPv4, /128 for IPv6. */
	public static Network only(IpAddress address) {
		return new Network(address, address.bits());
	}

	/**
	 * The network that an address lies in.
	 * @param bitsV4 prefix length if it is an IPv4 address
	 * @param bitsV6 prefix length if it is an IPv6 address
	 */
	public static Network around(IpAddress address, int bitsV4, int bitsV6) {
		return new Network(address, (address.bits() == Integer.SIZE) ? bitsV4 : bitsV6);
	}

	/**
	 * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
	 * @throws IllegalArgumentException if the text is neither; the message does not
	 * repeat it
	 */
	public static Network of(String text) {
		Matcher cidr = CIDR.matcher(text);
		if (cidr.matches()) {
			return new Network(IpAddress.parse(cidr.group(1)), Integer.parseInt(cidr.group(2)));
		}
		return only(IpAddress.parse(text));
	}

	public boolean contains(IpAddress address) {
		return address.bits() == this.base.bits() && mask(address, this.prefixLength).equals(this.base);
	}

	private static IpAddress mask(IpAddress address, int prefixLength) {
		if (prefixLength == address.bits()) {
			return address;
		}
		byte[] bytes = address.bytes();
		for (int bit = prefixLength; bit < address.bits(); bit++) {
			bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
		}
		try {
			return new IpAddress(InetAddress.getByAddress(bytes));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As {@link #of} reads it: {@code 192.0.2.1/32}. */
	@Override
	public String toString() {
		return this.base + "/" + this.prefixLength;
	}

}
