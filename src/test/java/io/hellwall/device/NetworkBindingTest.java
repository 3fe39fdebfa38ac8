package io.hellwall.device;

import io.hellwall.device.NetworkBinding.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkBindingTest {

	private static final MacAddress MAC = new MacAddress("aa:bb:cc:dd:ee:ff");

	private final NetworkBinding strict = new NetworkBinding(Mode.STRICT);

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1/32", "::ffff:192.0.2.1,192.0.2.1/32", "2001:db8::1,2001:db8:0:0:0:0:0:1/128" })
	void deviceWhenStrictThenExactAddress(String client, String network) {
		assertThat(this.strict.device(MAC, IpAddress.parse(client))).isEqualTo(new Device(MAC, Network.of(network)));
	}

}
