package io.hellwall.device;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NetworkTest {

	@ParameterizedTest
	@CsvSource({ "192.0.2.77/24,192.0.2.0/24", "192.0.2.77,192.0.2.77/32", "192.0.2.77/32,192.0.2.77/32",
			"192.0.2.77/31,192.0.2.76/31", "255.255.255.255/1,128.0.0.0/1", "192.0.2.77/0,0.0.0.0/0",
			"::ffff:192.0.2.77,192.0.2.77/32", "2001:db8:1:2:3:4:5:6/64,2001:db8:1:2:0:0:0:0/64",
			"2001:db8::ffff/127,2001:db8:0:0:0:0:0:fffe/127", "2001:db8:ffff::/33,2001:db8:8000:0:0:0:0:0/33",
			"::1,0:0:0:0:0:0:0:1/128", "2001:db8::1/0,0:0:0:0:0:0:0:0/0" })
	void ofWhenNetworkThenHostBitsAreCleared(String text, String normal) {
		assertThat(Network.of(text)).hasToString(normal).isEqualTo(Network.of(normal));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8",
			"192.0.2.0/1000", "192.0.2.0/24/24", "192.0.2.0 /24", "192.0.2.0/24 ", "192.0.2.0/255.255.255.0",
			"2001:db8::/129", "2001:db8::/999", "::ffff:192.0.2.0/120", "fe80::%eth0/64", "[2001:db8::]/32",
			"192.0.2.0/\u0662", "example.org/24", "192.0.2/24", "192.0.2.0-192.0.2.255", "192.0.2.*" })
	void ofWhenNoNetworkThenRefusesWithoutEcho(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Network.of(text))
			.withMessageMatching("must be (a network|an IP address) such as 192\\.0\\.2\\.[01].*");
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.0/24,192.0.2.0,192.0.2.255,192.0.3.0", "192.0.2.0/24,192.0.2.0,192.0.2.255,192.0.1.255",
			"10.0.0.0/8,10.0.0.0,10.255.255.255,11.0.0.0", "192.0.2.8/29,192.0.2.8,192.0.2.15,192.0.2.16",
			"192.0.2.8/29,192.0.2.8,192.0.2.15,192.0.2.7", "192.0.2.1,192.0.2.1,::ffff:192.0.2.1,192.0.2.2",
			"0.0.0.0/0,0.0.0.0,255.255.255.255,::1", "::/0,::,ffff::,192.0.2.1",
			"2001:db8:1:2::/64,2001:db8:1:2::,2001:db8:1:2:ffff:ffff:ffff:ffff,2001:db8:1:3::",
			"2001:db8::/33,2001:db8::1,2001:db8:7fff::,2001:db8:8000::", "::1,::1,0::1,::2" })
	void containsWhenBetweenFirstAndLastThenTrue(String network, String first, String last, String outside) {
		Network it = Network.of(network);
		assertThat(it.contains(IpAddress.parse(first))).isTrue();
		assertThat(it.contains(IpAddress.parse(last))).isTrue();
		assertThat(it.contains(IpAddress.parse(outside))).isFalse();
	}

	@Test
	void ofWhenOneAddressThenHoldsNoOther() {
		assertThat(Network.only(IpAddress.parse("192.0.2.1"))).hasToString("192.0.2.1/32");
		assertThat(Network.only(IpAddress.parse("2001:db8::1"))).hasToString("2001:db8:0:0:0:0:0:1/128");
	}

	@Test
	void parseWhenGivenToStringThenIsTheSameNetwork() throws UnknownHostException {
		Random random = new Random(7160);
		for (int i = 0; i < 1000; i++) {
			byte[] bytes = new byte[(i % 2 == 0) ? 4 : 16];
			random.nextBytes(bytes);
			IpAddress address = new IpAddress(InetAddress.getByAddress(bytes));
			Network network = new Network(address, random.nextInt(address.bits() + 1));
			assertThat(Network.of(network.toString())).isEqualTo(network).hasSameHashCodeAs(network);
			assertThat(network.contains(address)).isTrue();
			assertThat(network.contains(network.base())).isTrue();
		}
	}

}
