package io.hellwall.device;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies that may say which client a request comes from.
 *
 * @param trustedProxies networks of the proxies; none by default
 */
@ConfigurationProperties("hellwall")
public record TrustedProxies(@DefaultValue List<Network> trustedProxies) {

	/** An address as proxies write it: plain, with a port, or in brackets. */
	private static final Pattern HOP = Pattern.compile("\\[([^\\]]+)\\](?::\\d{1,5})?|([^:]+):\\d{1,5}|(.+)");

	public boolean trusts(IpAddress address) {
		return this.trustedProxies.stream().anyMatch((network) -> network.contains(address));
	}

	/**
	 * The address that counts, and why: that of the peer, or, if the peer is a trusted
	 * proxy, the right-most address in {@code X-Forwarded-For} that is no trusted proxy.
	 * Addresses further left were not written by trusted proxies.
	 * @param forwardedFor the header's lines, in the order they came
	 */
	public Origin origin(IpAddress peer, List<String> forwardedFor) {
		if (!trusts(peer)) {
			return new Origin.Known(peer, forwardedFor.isEmpty() ? Origin.Reason.DIRECT : Origin.Reason.NOT_BELIEVED);
		}
		if (forwardedFor.isEmpty()) {
			return new Origin.Known(peer, Origin.Reason.NOTHING_FORWARDED);
		}
		IpAddress client = peer;
		List<String> hops = hops(forwardedFor);
		for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
			try {
				client = parse(hops.get(i));
			}
			catch (IllegalArgumentException ex) {
				return new Origin.Unreadable();
			}
		}
		return new Origin.Known(client, trusts(client) ? Origin.Reason.PROXIES_ONLY : Origin.Reason.FORWARDED);
	}

	private static List<String> hops(List<String> lines) {
		List<String> hops = new ArrayList<>();
		for (String line : lines) {
			for (String hop : line.split(",", -1)) {
				hops.add(hop.strip());
			}
		}
		return hops;
	}

	private static IpAddress parse(String hop) {
		Matcher form = HOP.matcher(hop);
		if (!form.matches()) {
			throw new IllegalArgumentException("X-Forwarded-For must hold addresses");
		}
		for (int i = 1; i <= 2; i++) {
			if (form.group(i) != null) {
				return IpAddress.parse(form.group(i));
			}
		}
		return IpAddress.parse(form.group(3));
	}

}
