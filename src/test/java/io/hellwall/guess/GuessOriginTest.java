package io.hellwall.guess;

import java.util.stream.Stream;

import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The stored forms are those of earlier versions, so that their rows still count. */
class GuessOriginTest {

	private static final Device DEVICE = new Device(MacAddress.parse("AA-BB-CC-DD-EE-FF"),
			IpAddress.parse("203.0.113.7"));

	static Stream<Arguments> origins() {
		return Stream.of(arguments(new GuessOrigin.Known(DEVICE), "place aa:bb:cc:dd:ee:ff 203.0.113.7/32"),
				arguments(new GuessOrigin.Stranger(DEVICE.network()), "network 203.0.113.7/32"),
				arguments(new GuessOrigin.Stranger(Network.of("2001:db8::1")), "network 2001:db8:0:0:0:0:0:1/128"),
				arguments(new GuessOrigin.AllStrangers(), ""));
	}

	@ParameterizedTest
	@MethodSource("origins")
	void storedWhenWrittenThenIsTheFormOfEarlierVersions(GuessOrigin origin, String stored) {
		assertThat(origin.stored()).isEqualTo(stored);
	}

	@ParameterizedTest
	@MethodSource("origins")
	void anyStrangerWhenComparedThenMatchesStrangersOnly(GuessOrigin origin, String stored) {
		String prefix = GuessOrigin.ANY_STRANGER.substring(0, GuessOrigin.ANY_STRANGER.indexOf('%'));
		assertThat(stored.startsWith(prefix)).isEqualTo(origin instanceof GuessOrigin.Stranger);
	}

	@Test
	void anyStrangerWhenUsedInLikeThenHasOneWildcardAtItsEnd() {
		assertThat(GuessOrigin.ANY_STRANGER).matches("[a-z ]+%");
	}

}
