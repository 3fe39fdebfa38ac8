package io.hellwall.device;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Address of a client, IPv4 or IPv6. An IPv4-mapped IPv6 address
 * ({@code ::ffff:192.0.2.1}, RFC 4291 §2.5.5.2) is the IPv4 address; a zone is not part
 * of it.
 *
 * @param inet the address, without name and zone
 */
public record IpAddress(InetAddress inet) {

	private static final Pattern IPV4 = Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

	public IpAddress {
		try {
			// Drops host name and zone, and folds a mapped address to IPv4.
			inet = InetAddress.getByAddress(inet.getAddress());
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("must be an IP address", ex);
		}
	}

	/**
	 * Reads an address literal. Never asks a name service.
	 * @throws IllegalArgumentException if the text is no IPv4 address in four decimal
	 * parts and no IPv6 address (RFC 4291 §2.2), or names a zone or a port; the message
	 * does not repeat it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static IpAddress parse(String text) {
		boolean ipv6 = text.indexOf(':') >= 0;
		if (!(ipv6 ? IPV6 : IPV4).matcher(text).matches()) {
			throw new IllegalArgumentException("must be an IP address such as 192.0.2.1 or 2001:db8::1");
		}
		try {
			return new IpAddress(InetAddress.ofLiteral(text));
		}
		catch (IllegalArgumentException ex) {
			// The platform's message repeats the text.
			throw new IllegalArgumentException("must be an IP address such as 192.0.2.1 or 2001:db8::1");
		}
	}

	/**
	 * Reads the address of a connection's other end. A link-local one comes with the name
	 * of our interface, which is not part of it.
	 */
	public static IpAddress ofPeer(String text) {
		int zone = text.indexOf('%');
		return parse((zone >= 0) ? text.substring(0, zone) : text);
	}

	byte[] bytes() {
		return this.inet.getAddress();
	}

	int bits() {
		return bytes().length * Byte.SIZE;
	}

	@Override
	public String toString() {
		return this.inet.getHostAddress();
	}

}
