package io.hellwall.device;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Any text is taken for a hardware address, an address, and a network. */
class AddressFuzzTest {

	@FuzzTest
	void parseWhenAnyTextThenGivesTheNormalFormOrRefuses(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		Optional<MacAddress> mac = parsed(text, MacAddress::parse);
		Optional<IpAddress> address = parsed(text, IpAddress::parse);
		Optional<Network> network = parsed(text, Network::of);
		mac.ifPresent((it) -> judge(it, text));
		address.ifPresent((it) -> judge(it, text));
		network.ifPresent((it) -> judge(it, text));
		assertThat(mac.isPresent() && network.isPresent()).isFalse();
		address.ifPresent((it) -> assertThat(network).contains(Network.only(it)));
	}

	private static void judge(MacAddress mac, String text) {
		assertThat(mac.value()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
		assertThat(MacAddress.parse(mac.value())).isEqualTo(mac);
		assertThat(HexFormat.of().formatHex(mac.bytes()))
			.isEqualTo(text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", ""));
	}

	private static void judge(IpAddress address, String text) {
		assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasToString(address.toString());
		if (text.indexOf(':') < 0) {
			assertThat(address).hasToString(text);
		}
	}

	private static void judge(Network network, String text) {
		assertThat(Network.of(network.toString())).isEqualTo(network);
		assertThat(network.contains(network.base())).isTrue();
		assertThat(network.contains(IpAddress.parse(text.replaceFirst("/.*", "")))).isTrue();
	}

	private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
		try {
			return Optional.of(parser.apply(text));
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex.getMessage()).isIn("must be a hardware address such as aa:bb:cc:dd:ee:ff",
					"must be an IP address such as 192.0.2.1 or 2001:db8::1",
					"must be a network such as 192.0.2.0/24 or 2001:db8::/32");
			assertThat(ex).hasNoCause();
			return Optional.empty();
		}
	}

}
