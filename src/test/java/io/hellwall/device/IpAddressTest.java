package io.hellwall.device;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IpAddressTest {

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1", "0.0.0.0,0.0.0.0", "255.255.255.255,255.255.255.255", "::1,0:0:0:0:0:0:0:1",
			"::,0:0:0:0:0:0:0:0", "2001:DB8::1,2001:db8:0:0:0:0:0:1", "2001:0db8:0:0::0001,2001:db8:0:0:0:0:0:1",
			"1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8", "64:ff9b::192.0.2.1,64:ff9b:0:0:0:0:c000:201" })
	void parseWhenLiteralThenAddress(String text, String normal) {
		assertThat(IpAddress.parse(text)).hasToString(normal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "::ffff:192.0.2.1", "::FFFF:192.0.2.1", "::ffff:c000:201", "0:0:0:0:0:ffff:192.0.2.1" })
	void parseWhenMappedThenIpv4(String text) {
		assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse("192.0.2.1")).hasToString("192.0.2.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "::192.0.2.1", "64:ff9b::192.0.2.1", "::ffff:0:192.0.2.1", "::fffe:192.0.2.1" })
	void parseWhenNearlyMappedThenNotIpv4(String text) {
		assertThat(IpAddress.parse(text).bits()).isEqualTo(128);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost", "example.org", "192.0.2", "192.0.2.1.1", "192.0.2.", ".192.0.2.1",
			"192.0.2.256", "192.0.2.1000", "192.0.2.01", "192.0.2.001", "0300.0.2.1", "0xc0.0.2.1", "3221225985",
			"192.0.513", "192.0.2.-1", "192.0.2.1 ", " 192.0.2.1", "192.0.2.1\n", "192.0.2.1\0", "192.0.2.1:80",
			"[192.0.2.1]", "192.0.2.1/32", "192,0,2,1", "\u0661.2.3.4", "1.2.3.\uff14", "1\u30022.3.4" })
	void parseWhenNoIpv4AddressThenRefusesWithoutEcho(String text) {
		assertRefused(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%lo",
			"fe80::1%eth0", "fe80::1%1", "fe80::1%", "[::1]", "[::1]:80", "::1/128", "::1 ", "::1\n", "::1\0",
			"::192.0.2.256", "::192.0.2", "::192.0.2.1:1", "2001:db8::\u0661", "\ud800::1" })
	void parseWhenNoIpv6AddressThenRefusesWithoutEcho(String text) {
		assertRefused(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1.", ":", "1:", "::", "[" })
	void parseWhenVeryLongThenRefuses(String part) {
		assertRefused(part.repeat(100_000));
	}

	private static void assertRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text))
			.withMessage("must be an IP address such as 192.0.2.1 or 2001:db8::1");
	}

	@Test
	void newWhenAddressHasZoneAndNameThenNeitherCounts() throws UnknownHostException {
		byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
		InetAddress zoned = Inet6Address.getByAddress("printer", bytes, 1);
		assertThat(new IpAddress(zoned)).isEqualTo(IpAddress.parse("fe80::1")).hasToString("fe80:0:0:0:0:0:0:1");
	}

	@ParameterizedTest
	@CsvSource({ "fe80::1%eth0,fe80::1", "fe80::1%2,fe80::1", "192.0.2.1,192.0.2.1" })
	void ofPeerWhenOnALinkThenWithoutOurInterface(String peer, String address) {
		assertThat(IpAddress.ofPeer(peer)).isEqualTo(IpAddress.parse(address));
	}

	@Test
	void parseWhenGivenToStringThenIsTheSameAddress() throws UnknownHostException {
		Random random = new Random(7159);
		for (int i = 0; i < 1000; i++) {
			byte[] bytes = new byte[(i % 2 == 0) ? 4 : 16];
			random.nextBytes(bytes);
			IpAddress address = new IpAddress(InetAddress.getByAddress(bytes));
			assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasSameHashCodeAs(address);
			assertThat(address.bytes()).isEqualTo(bytes);
		}
	}

}
