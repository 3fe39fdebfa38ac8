package io.hellwall.webhook;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;
import io.hellwall.webhook.Targets.ForbiddenTargetException;
import io.hellwall.webhook.Targets.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Where a webhook may go. No name is looked up here but localhost. */
class TargetsTest {

	private final Targets targets = targets();

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "2130706433", "0", "0.0.0.0", "localhost", "10.1.2.3", "172.16.0.1",
			"172.31.255.255", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254", "192.0.0.192",
			"192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
			"255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
			"[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[100::1]", "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]",
			"[ff02::1]", "[2001:db8::1]", "[2002:7f00:1::]", "[2001::1]", "[2001:20::1]", "[3fff::1]", "[4000::1]" })
	void targetWhenTheAddressIsNotPublicThenForbidden(String host) {
		for (String url : List.of("https://" + host + "/hook", "https://" + host + ":8443", "http://" + host + "/")) {
			assertThatExceptionOfType(ForbiddenTargetException.class).as(url)
				.isThrownBy(() -> this.targets.target(url));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.1.1.1", "9.9.9.9", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
			"169.253.0.1", "192.0.1.1", "223.255.255.255", "[2606:4700::1111]", "[2a00::1]" })
	void targetWhenTheAddressIsPublicThenByTlsOnly(String host) throws ForbiddenTargetException {
		assertThat(this.targets.target("https://" + host + "/hook?a=b").url().getHost()).isEqualTo(host);
		assertThatExceptionOfType(ForbiddenTargetException.class)
			.isThrownBy(() -> this.targets.target("http://" + host + "/hook"))
			.withMessageContaining("take https");
	}

	@Test
	void targetWhenTheNetworkIsListedThenAllowedWithoutTlsToo() throws ForbiddenTargetException {
		Targets listed = targets("127.0.0.0/8", "fd00::/8");
		assertThat(listed.target("http://127.0.0.1:9/hook"))
			.isEqualTo(new Target(Targets.parse("http://127.0.0.1:9/hook"), IpAddress.parse("127.0.0.1")));
		assertThat(listed.target("https://[::ffff:127.0.0.1]/").address()).isEqualTo(IpAddress.parse("127.0.0.1"));
		assertThat(listed.target("https://[fd00::1]/").address()).isEqualTo(IpAddress.parse("fd00::1"));
		assertThatExceptionOfType(ForbiddenTargetException.class)
			.isThrownBy(() -> listed.target("https://192.168.0.1/hook"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "example.org", "//example.org", "ftp://example.org", "file:///etc/passwd",
			"https:///hook", "https://user@example.org/", "https://user:secret@example.org/", "https://example.org/#a",
			"https://exa mple.org/", "https://example.org/\u0000", "https://ex\u00e4mple.org/",
			"https://a_b.example.org/", "javascript:alert(1)", "https://127.1/", "https://0x7f.1/",
			"https://example.org./", "https://example.org\\@127.0.0.1/", "https://[::1%25eth0]/x#" })
	void targetWhenItIsNoUrlThenRefused(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.targets.target(url))
			.withMessageStartingWith("must be an address such as https://example.org/hook");
	}

	private static Targets targets(String... allowed) {
		return new Targets(new WebhookProperties(Stream.of(allowed).map(Network::of).toList(), Duration.ofSeconds(10)));
	}

}
