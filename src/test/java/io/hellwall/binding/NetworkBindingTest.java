package io.hellwall.binding;

import io.hellwall.binding.NetworkBinding.Mode;
import io.hellwall.device.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkBindingTest {

	private final NetworkBinding strict = new NetworkBinding(Mode.STRICT);

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1/32", "::ffff:192.0.2.1,192.0.2.1/32", "2001:db8::1,2001:db8:0:0:0:0:0:1/128" })
	void scopeWhenStrictThenExactAddress(String client, String network) {
		assertThat(this.strict.scope(IpAddress.parse(client))).hasToString(network);
	}

}
