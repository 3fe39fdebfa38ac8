package io.hellwall.binding;

import java.util.List;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tokens are made from the stored forms, so that these must never change. */
class NetworkBindingTest {

	private static final List<Network> OFFICE = networks("203.0.113.9", "198.51.100.0/28", "2001:db8:1::/48");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			STRICT  | 192.0.2.1        | strict 192.0.2.1/32
			STRICT  | ::ffff:192.0.2.1 | strict 192.0.2.1/32
			STRICT  | 2001:db8::1      | strict 2001:db8:0:0:0:0:0:1/128
			PREFIX  | 192.0.2.1        | prefix 192.0.2.0/24
			PREFIX  | 2001:db8::1      | prefix 2001:db8:0:0:0:0:0:0/64
			STEP_UP | 192.0.2.1        | step-up 192.0.2.0/24
			REPORT  | 192.0.2.1        | report 192.0.2.1/32
			OFF     | 192.0.2.1        | off 192.0.2.0/24
			""")
	void bindWhenInAModeThenHasItsStoredForm(BindingMode mode, String client, String stored) {
		Binding binding = settings(mode).bind(null, IpAddress.parse(client));
		assertThat(binding).hasToString(stored);
		assertThat(Binding.parse(stored)).isEqualTo(binding);
	}

	@Test
	void bindWhenPrefixLengthsAreSetThenUsesThem() {
		NetworkBinding settings = new NetworkBinding(BindingMode.PREFIX, 20, 56, List.of());
		assertThat(settings.bind(null, IpAddress.parse("192.0.2.1"))).hasToString("prefix 192.0.0.0/20");
		assertThat(settings.bind(null, IpAddress.parse("2001:db8:0:12ff::1")))
			.hasToString("prefix 2001:db8:0:1200:0:0:0:0/56");
	}

	@ParameterizedTest
	@EnumSource(names = { "STRICT", "PREFIX", "STEP_UP" })
	void bindWhenInASiteThenAllItsNetworksCountAsOne(BindingMode mode) {
		NetworkBinding settings = new NetworkBinding(mode, 24, 64, List.of(networks("10.0.0.0/8"), OFFICE));
		Binding binding = settings.bind(null, IpAddress.parse("198.51.100.7"));
		assertThat(binding.place()).isEqualTo("203.0.113.9/32,198.51.100.0/28,2001:db8:1:0:0:0:0:0/48");
		assertThat(Binding.parse(binding.toString())).isEqualTo(binding);
		assertThat(Stream.of("203.0.113.9", "198.51.100.15", "2001:db8:1:2::3").map(IpAddress::parse))
			.allMatch(binding::contains);
		assertThat(Stream.of("203.0.113.8", "198.51.100.16", "10.0.0.1").map(IpAddress::parse))
			.noneMatch(binding::contains);
	}

	@Test
	void bindWhenTheAccountHasAModeThenThatCounts() {
		assertThat(settings(BindingMode.STRICT).bind(BindingMode.PREFIX, IpAddress.parse("192.0.2.1")))
			.hasToString("prefix 192.0.2.0/24");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "STRICT", "step_up", "none", "strict " })
	void parseWhenThereIsNoSuchModeThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> BindingMode.parse(text))
			.withMessage("must be strict, prefix, step-up, report or off");
	}

	private static NetworkBinding settings(BindingMode mode) {
		return new NetworkBinding(mode, 24, 64, List.of());
	}

	private static List<Network> networks(String... networks) {
		return Stream.of(networks).map(Network::of).toList();
	}

}
