package io.hellwall.device;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hellwall.device.Origin.Known;
import io.hellwall.device.Origin.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first byte chooses the peer of the connection; each line after it is one of
 * {@code X-Forwarded-For}.
 */
class TrustedProxiesFuzzTest {

	private static final IpAddress STRANGER = IpAddress.parse("198.51.100.7");

	private static final List<IpAddress> PEERS = Stream
		.of("10.0.0.1", "192.0.2.1", "2001:db8:ff::1", "198.51.100.7", "192.0.2.2", "2001:db8:fe::1")
		.map(IpAddress::parse)
		.toList();

	private final TrustedProxies proxies = new TrustedProxies(
			Stream.of("10.0.0.0/8", "192.0.2.1", "2001:db8:ff::/48").map(Network::of).toList());

	@FuzzTest
	void originWhenAnyHeadersThenIsWhatATrustedProxySaw(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		IpAddress peer = PEERS.get(text.isEmpty() ? 0 : Math.floorMod(text.charAt(0) - 'a', PEERS.size()));
		List<String> lines = text.lines().skip(1).toList();
		Origin origin = this.proxies.origin(peer, lines);
		if (origin instanceof Known known) {
			assertThat(known.trusted()).isEqualTo(this.proxies.trusts(known.client()));
		}
		if (!this.proxies.trusts(peer)) {
			assertThat(origin).isEqualTo(new Known(peer, lines.isEmpty() ? Reason.DIRECT : Reason.NOT_BELIEVED));
		}
		else if (lines.isEmpty()) {
			assertThat(origin).isEqualTo(new Known(peer, Reason.NOTHING_FORWARDED));
		}
		else {
			assertThat(this.proxies.origin(peer, List.of(String.join(",", lines)))).isEqualTo(origin);
			assertThat(this.proxies.origin(peer, with(lines, STRANGER.toString())))
				.isEqualTo(new Known(STRANGER, Reason.FORWARDED));
			judge(origin, peer, lines);
		}
	}

	private void judge(Origin origin, IpAddress peer, List<String> lines) {
		List<String> hops = Arrays.stream(String.join(",", lines).split(",", -1)).map(String::strip).toList();
		if (!(origin instanceof Known known)) {
			assertThat(hops).anyMatch((hop) -> !isAddress(hop));
			return;
		}
		int last = hops.size() - 1;
		while (last > 0 && isAddress(hops.get(last)) && this.proxies.trusts(address(hops.get(last)))) {
			last--;
		}
		assertThat(known.client()).isEqualTo(address(hops.get(last)));
		assertThat(known.reason())
			.isEqualTo(this.proxies.trusts(known.client()) ? Reason.PROXIES_ONLY : Reason.FORWARDED);
		if (known.reason() == Reason.FORWARDED) {
			List<String> more = new ArrayList<>(List.of("203.0.113.66, \0junk"));
			more.addAll(lines);
			assertThat(this.proxies.origin(peer, more)).as("what a client adds").isEqualTo(origin);
		}
	}

	private static List<String> with(List<String> lines, String line) {
		return Stream.concat(lines.stream(), Stream.of(line)).toList();
	}

	private static boolean isAddress(String hop) {
		try {
			address(hop);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Reads a hop in another way than what is tested. */
	private static IpAddress address(String hop) {
		if (hop.startsWith("[")) {
			int end = hop.indexOf(']');
			return IpAddress.parse(withoutPort(hop, end + 1).substring(1, Math.max(1, end)));
		}
		int colon = hop.indexOf(':');
		return IpAddress.parse((colon >= 0 && colon == hop.lastIndexOf(':')) ? withoutPort(hop, colon) : hop);
	}

	private static String withoutPort(String hop, int from) {
		String port = hop.substring(from);
		if (!port.isEmpty() && !(port.charAt(0) == ':' && port.length() >= 2 && port.length() <= 6
				&& port.chars().skip(1).allMatch((it) -> it >= '0' && it <= '9'))) {
			throw new IllegalArgumentException("no port");
		}
		return hop.substring(0, from);
	}

}
