package io.hellwall.device;

import java.util.Collections;
import java.util.List;

import io.hellwall.device.Origin.Known;
import io.hellwall.device.Origin.Reason;
import io.hellwall.device.Origin.Unreadable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrustedProxiesTest {

	private static final IpAddress PROXY = IpAddress.parse("10.0.0.1");

	private static final IpAddress CLIENT = IpAddress.parse("198.51.100.7");

	private final TrustedProxies proxies = new TrustedProxies(
			List.of(Network.of("10.0.0.0/8"), Network.of("2001:db8:ff::/48")));

	@Test
	void trustsWhenInOneOfTheNetworksThenTrue() {
		assertThat(this.proxies.trusts(PROXY)).isTrue();
		assertThat(this.proxies.trusts(IpAddress.parse("::ffff:10.255.0.1"))).isTrue();
		assertThat(this.proxies.trusts(IpAddress.parse("2001:db8:ff::1"))).isTrue();
		assertThat(this.proxies.trusts(CLIENT)).isFalse();
		assertThat(this.proxies.trusts(IpAddress.parse("2001:db8:fe::1"))).isFalse();
		assertThat(this.proxies.trusts(IpAddress.parse("127.0.0.1"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "10.0.0.1", "junk", "", ",,," })
	void originWhenPeerIsNoProxyThenPeerWhateverItSays(String forwardedFor) {
		assertThat(client(this.proxies.origin(CLIENT, List.of(forwardedFor)))).isEqualTo(CLIENT);
		assertThat(client(new TrustedProxies(List.of()).origin(PROXY, List.of(forwardedFor)))).isEqualTo(PROXY);
	}

	@Test
	void originWhenProxySaysNothingThenProxy() {
		assertThat(client(this.proxies.origin(PROXY, List.of()))).isEqualTo(PROXY);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "198.51.100.7;198.51.100.7", "  198.51.100.7\t;198.51.100.7", "198.51.100.7:4711;198.51.100.7",
					"::ffff:198.51.100.7;198.51.100.7", "[::ffff:198.51.100.7];198.51.100.7", "2001:db8::7;2001:db8::7",
					"[2001:db8::7];2001:db8::7", "[2001:db8::7]:443;2001:db8::7", "198.51.100.7,10.0.0.2;198.51.100.7",
					"198.51.100.7,10.0.0.2 , 2001:db8:ff::2;198.51.100.7",
					"203.0.113.9, 198.51.100.7, 10.0.0.2;198.51.100.7", "10.9.9.9, 198.51.100.7;198.51.100.7",
					"junk, 198.51.100.7;198.51.100.7", ",, 198.51.100.7;198.51.100.7", "10.0.0.3, 10.0.0.2;10.0.0.3" })
	void originWhenForwardedThenRightMostThatIsNoProxy(String forwardedFor, String client) {
		assertThat(client(this.proxies.origin(PROXY, List.of(forwardedFor)))).isEqualTo(IpAddress.parse(client));
	}

	@Test
	void originWhenFoundThenSaysWhyTheAddressCounts() {
		assertThat(this.proxies.origin(CLIENT, List.of())).isEqualTo(new Known(CLIENT, Reason.DIRECT));
		assertThat(this.proxies.origin(CLIENT, List.of("192.0.2.1"))).isEqualTo(new Known(CLIENT, Reason.NOT_BELIEVED));
		assertThat(this.proxies.origin(PROXY, List.of())).isEqualTo(new Known(PROXY, Reason.NOTHING_FORWARDED));
		assertThat(this.proxies.origin(PROXY, List.of("198.51.100.7"))).isEqualTo(new Known(CLIENT, Reason.FORWARDED));
		assertThat(this.proxies.origin(PROXY, List.of("10.0.0.1"))).isEqualTo(new Known(PROXY, Reason.PROXIES_ONLY));
	}

	@Test
	void originWhenSeveralLinesThenTheLastIsNearest() {
		assertThat(client(this.proxies.origin(PROXY, List.of("203.0.113.9, 203.0.113.10", "198.51.100.7", "10.0.0.2"))))
			.isEqualTo(CLIENT);
	}

	@Test
	void originWhenManyHopsThenStillFound() {
		String hops = String.join(", ", Collections.nCopies(200, "10.0.0.2"));
		assertThat(client(this.proxies.origin(PROXY, List.of("198.51.100.7, " + hops)))).isEqualTo(CLIENT);
		assertThat(client(this.proxies.origin(PROXY, List.of(hops)))).isEqualTo(IpAddress.parse("10.0.0.2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "unknown", "_hidden", "localhost", "198.51.100.7,", "198.51.100.7:",
			"198.51.100.07", "198.51.100.7:port", "198.51.100.7:123456", "[198.51.100.7", "2001:db8::7]",
			"[2001:db8::7]443", "[2001:db8::7]:", "[]", "fe80::1%eth0", "for=198.51.100.7", "\"198.51.100.7\"",
			"198.51.100.7;10.0.0.2", "198.51.100.7 10.0.0.2", "198.51.100.7/32", "198.51.100.7, junk, 10.0.0.2",
			"\ud800" })
	void originWhenProxyForwardsJunkThenUnreadable(String forwardedFor) {
		assertThat(this.proxies.origin(PROXY, List.of(forwardedFor))).isEqualTo(new Unreadable());
	}

	@Test
	void originWhenProxyForwardsLongJunkThenUnreadable() {
		assertThat(this.proxies.origin(PROXY, List.of("[".repeat(100_000)))).isEqualTo(new Unreadable());
	}

	private static @Nullable IpAddress client(Origin origin) {
		return (origin instanceof Known known) ? known.client() : null;
	}

}
