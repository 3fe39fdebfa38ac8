package io.hellwall.webhook;

import java.io.Serial;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;

import org.springframework.stereotype.Component;

/**
 * Decides which addresses may be called: public ones, and those that the operator listed.
 * Otherwise whoever may add a webhook could have this machine call services that only it
 * can reach.
 */
@Component
class Targets {

	/** The only part of IPv6 that is public (RFC 4291 §2.4). */
	private static final Network PUBLIC_V6 = Network.of("2000::/3");

	/**
	 * What is not public: see the registries of IANA for special-purpose addresses (RFC
	 * 6890). The well-known forms of IPv6 addresses that stand for an IPv4 address are
	 * among them or outside of {@link #PUBLIC_V6}. A network may have a prefix of its own
	 * for that (RFC 6052 §2.2), which no address shows.
	 */
	private static final List<Network> SPECIAL = Stream
		.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
				"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
				"192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
				"224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
		.map(Network::of)
		.toList();

	private static final String FORM = "must be an address such as https://example.org/hook, without user, and without fragment";

	private final List<Network> allowed;

	Targets(WebhookProperties properties) {
		this.allowed = properties.allowedNetworks();
	}

	/**
	 * Looks the host up, and chooses the address to call. The caller has to connect to
	 * that address and not look the host up again, or somebody could give another answer
	 * then.
	 * @throws ForbiddenTargetException if the host has no address that may be called
	 * @throws IllegalArgumentException if the text is no address of a webhook at all
	 */
	Target target(String url) throws ForbiddenTargetException {
		URI uri = parse(url);
		boolean encrypted = uri.getScheme().equalsIgnoreCase("https");
		for (IpAddress address : addresses(uri.getHost())) {
			if (isAllowed(address) || (encrypted && isPublic(address))) {
				return new Target(uri, address);
			}
		}
		throw new ForbiddenTargetException(
				encrypted ? "its host has no public address, nor one in hellwall.webhook.allowed-networks"
						: "http is only for addresses in hellwall.webhook.allowed-networks: take https");
	}

	/**
	 * Reads the address of a webhook.
	 * @throws IllegalArgumentException if it is none; the message does not repeat it
	 */
	static URI parse(String url) {
		try {
			URI uri = new URI(url);
			if (("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getHost() != null && !uri.getHost().endsWith(".") && uri.getRawUserInfo() == null
					&& uri.getRawFragment() == null && url.chars().allMatch((it) -> it > ' ' && it < 127)) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Its message repeats the text.
		}
		throw new IllegalArgumentException(FORM);
	}

	private static List<IpAddress> addresses(String host) throws ForbiddenTargetException {
		try {
			return Stream.of(InetAddress.getAllByName(host)).map(IpAddress::new).toList();
		}
		catch (UnknownHostException ex) {
			throw new ForbiddenTargetException("its host has no address");
		}
	}

	private boolean isAllowed(IpAddress address) {
		return this.allowed.stream().anyMatch((network) -> network.contains(address));
	}

	private static boolean isPublic(IpAddress address) {
		boolean v4 = address.inet().getAddress().length == 4;
		return (v4 || PUBLIC_V6.contains(address))
				&& SPECIAL.stream().noneMatch((network) -> network.contains(address));
	}

	/** Where a call goes: an address of the host of a URL. */
	record Target(URI url, IpAddress address) {
	}

	/** The host of a URL may not be called. */
	static final class ForbiddenTargetException extends Exception {

		@Serial
		private static final long serialVersionUID = 1L;

		ForbiddenTargetException(String message) {
			super(message);
		}

	}

}
