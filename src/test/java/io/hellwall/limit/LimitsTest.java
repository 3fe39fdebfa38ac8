package io.hellwall.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.hellwall.TestClock;
import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import io.hellwall.metrics.Meters;
import io.hellwall.metrics.Scrape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsTest {

	private static final InetAddress CLIENT = address("192.0.2.1");

	private static final Duration WINDOW = Duration.ofMinutes(5);

	private static final Duration MILLI = Duration.ofMillis(1);

	private final TestClock clock = new TestClock();

	private final Meters meters = new Meters();

	private final Limits limits = limits();

	@Test
	void requestWhenFirstThenSaysWhatIsLeft() {
		assertThat(this.limits.request(CLIENT)).isEqualTo(new Allowed(new Quota(30, WINDOW, 29, WINDOW)));
		this.clock.advance(Duration.ofSeconds(100));
		assertThat(this.limits.request(CLIENT))
			.isEqualTo(new Allowed(new Quota(30, WINDOW, 28, Duration.ofSeconds(200))));
	}

	@Test
	void requestWhenOneTooManyThenRefusedUntilExactlyTheEndOfTheWindow() {
		assertThat(allowed(this.limits, CLIENT, 31)).isEqualTo(30);
		this.clock.advance(WINDOW.minus(MILLI));
		assertThat(this.limits.request(CLIENT)).isEqualTo(new Refused(MILLI, new Quota(30, WINDOW, 0, MILLI)));
		this.clock.advance(MILLI);
		assertThat(allowed(this.limits, CLIENT, 31)).isEqualTo(30);
	}

	@Test
	void requestWhenRefusedThenTheWindowGetsNoLonger() {
		allowed(this.limits, CLIENT, 30);
		for (int i = 0; i < 5; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			allowed(this.limits, CLIENT, (i < 4) ? 100 : 0);
		}
		assertThat(this.limits.request(CLIENT)).isInstanceOf(Allowed.class);
	}

	@Test
	void requestWhenTheClockGoesBackThenGrantsNothing() {
		allowed(this.limits, CLIENT, 30);
		this.clock.advance(Duration.ofHours(-1));
		assertThat(this.limits.request(CLIENT)).isInstanceOf(Refused.class);
	}

	@Test
	void requestWhenFiftyAtOnceThenExactlyThirtyAreAllowed() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(50);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Decision>> decisions = IntStream.range(0, 50).mapToObj((i) -> threads.submit(() -> {
				barrier.await();
				return this.limits.request(CLIENT);
			})).toList();
			int allowed = 0;
			for (Future<Decision> decision : decisions) {
				allowed += (decision.get() instanceof Allowed) ? 1 : 0;
			}
			assertThat(allowed).isEqualTo(30);
		}
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1", "2001:db8::1, 2001:db8::ffff:ffff:ffff:ffff", "192.0.2.1, ::ffff:192.0.2.1" })
	void requestWhenFromTheSameNetworkThenSharesOneBucket(String one, String other) {
		allowed(this.limits, address(one), 30);
		assertThat(this.limits.request(address(other))).isInstanceOf(Refused.class);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.2", "2001:db8::1, 2001:db8:0:1::1", "::c000:201, 192.0.2.1",
			"c000:201::1, 192.0.2.1", "::c000:201:0:0:0:0, 192.0.2.1" })
	void requestWhenFromAnotherNetworkThenHasItsOwnBucket(String one, String other) {
		allowed(this.limits, address(one), 30);
		assertThat(allowed(this.limits, address(other), 31)).isEqualTo(30);
	}

	/** From two networks of a site, so that each limit has something to refuse. */
	@ParameterizedTest
	@EnumSource(Limit.class)
	void anyWhenALimitRefusesThenItIsCountedForThatLimit(Limit limit) {
		String setting = limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
		Limits limits = limits(setting + ((limit == Limit.CONNECTIONS_AT_ONCE) ? "=1" : "=1/5m"));
		for (String client : List.of("2001:db8::1", "2001:db8::1", "2001:db8:0:1::1")) {
			limits.request(address(client));
			limits.mail(address(client));
			limits.openMail(address(client));
			limits.connected(address(client));
		}
		Scrape scrape = Scrape.of(this.meters);
		for (Limit each : Limit.values()) {
			double count = scrape
				.value("hellwall_limit_refusals_total{limit=\"" + each.name().toLowerCase(Locale.ROOT) + "\"}");
			assertThat(count > 0).as(each.name()).isEqualTo(each == limit);
		}
	}

	@Test
	void requestWhenFromASiteOfManyNetworksThenIsLimitedAsAWhole() {
		Limits limits = limits("site-requests=60/5m");
		assertThat(allowed(limits, address("2001:db8:7:1::1"), 30)).isEqualTo(30);
		assertThat(allowed(limits, address("2001:db8:7:2::1"), 29)).isEqualTo(29);
		assertThat(allowed(limits, address("2001:db8:7:3::1"), 2)).isEqualTo(1);
		assertThat(limits.request(address("2001:db8:7:4::1")))
			.isEqualTo(new Refused(WINDOW, new Quota(30, WINDOW, 30, WINDOW)));
		assertThat(limits.request(address("2001:db8:8:1::1"))).isInstanceOf(Allowed.class);
		this.clock.advance(WINDOW);
		assertThat(limits.request(address("2001:db8:7:4::1"))).isInstanceOf(Allowed.class);
	}

	@Test
	void requestWhenFromIpv4ThenIsPartOfNoSite() {
		Limits limits = limits("site-requests=30/5m");
		assertThat(allowed(limits, address("192.0.2.1"), 30)).isEqualTo(30);
		assertThat(allowed(limits, address("192.0.2.2"), 30)).isEqualTo(30);
	}

	@Test
	void mailWhenManyAreSentThenIsLimitedByNetworkAndInAll() {
		Limits limits = limits("mails=2/1h", "mails-in-all=3/1h");
		assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
		assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
		for (int i = 0; i < 5; i++) {
			assertThat(limits.mail(CLIENT)).isInstanceOf(Refused.class); // of its own
		}
		assertThat(limits.mail(address("192.0.2.2"))).isInstanceOf(Allowed.class);
		assertThat(limits.mail(address("192.0.2.3"))).isInstanceOf(Refused.class);
		assertThat(limits.mail(address("2001:db8::1"))).isInstanceOf(Refused.class);
		this.clock.advance(Duration.ofHours(1));
		assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
	}

	@Test
	void mailWhenNotSentThenIsGivenBackToTheNetworkAndToAll() {
		Limits limits = limits("mails=2/1h", "mails-in-all=2/1h");
		for (int i = 0; i < 10; i++) {
			assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
			limits.mailNotSent(CLIENT);
		}
		limits.mailNotSent(CLIENT); // no more than the limit
		assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
		assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
		assertThat(limits.mail(CLIENT)).isInstanceOf(Refused.class);
		assertThat(limits.mail(address("192.0.2.2"))).isInstanceOf(Refused.class);
	}

	@Test
	void mailWhenRefusedInAllThenTakesNothingFromTheNetwork() {
		Limits limits = limits("mails=2/1h", "mails-in-all=1/1m");
		limits.mail(address("192.0.2.9"));
		for (int i = 0; i < 5; i++) {
			assertThat(limits.mail(CLIENT)).isInstanceOf(Refused.class);
		}
		for (int i = 0; i < 2; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(limits.mail(CLIENT)).isInstanceOf(Allowed.class);
		}
	}

	@Test
	void openMailWhenFromASiteOfManyNetworksThenLeavesMailsForOthers() {
		Limits limits = limits("open-mails=2/1h", "site-open-mails=3/1h", "open-mails-in-all=4/1h");
		assertThat(limits.openMail(address("2001:db8:7:1::1"))).isInstanceOf(Allowed.class);
		assertThat(limits.openMail(address("2001:db8:7:1::2"))).isInstanceOf(Allowed.class);
		assertThat(limits.openMail(address("2001:db8:7:1::3"))).as("of its own").isInstanceOf(Refused.class);
		assertThat(limits.openMail(address("2001:db8:7:2::1"))).isInstanceOf(Allowed.class);
		for (int i = 3; i < 9; i++) {
			assertThat(limits.openMail(address("2001:db8:7:" + i + "::1"))).isInstanceOf(Refused.class);
		}
		assertThat(limits.openMail(CLIENT)).isInstanceOf(Allowed.class);
		assertThat(limits.openMail(CLIENT)).as("of all").isInstanceOf(Refused.class);
	}

	@Test
	void openMailWhenRefusedInAllThenTakesNothingFromTheNetworkAndItsSite() {
		Limits limits = limits("open-mails=2/1h", "site-open-mails=2/1h", "open-mails-in-all=1/1m");
		InetAddress client = address("2001:db8:7:1::1");
		limits.openMail(CLIENT);
		for (int i = 0; i < 5; i++) {
			assertThat(limits.openMail(client)).isInstanceOf(Refused.class);
		}
		for (int i = 0; i < 2; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(limits.openMail(client)).isInstanceOf(Allowed.class);
		}
	}

	@Test
	void connectedWhenTooManyAtOnceThenRefusedUntilOneLeaves() {
		Limits limits = limits("connections-at-once=2");
		assertThat(limits.connected(CLIENT)).isTrue();
		assertThat(limits.connected(CLIENT)).isTrue();
		assertThat(limits.connected(CLIENT)).isFalse();
		assertThat(limits.connected(address("192.0.2.2"))).isTrue();
		limits.disconnected(CLIENT);
		assertThat(limits.connected(CLIENT)).isTrue();
		assertThat(limits.connected(CLIENT)).isFalse();
	}

	@Test
	void connectedWhenTooOftenThenRefusedUntilTheEndOfTheWindow() {
		Limits limits = limits("connections=3/1m");
		for (int i = 0; i < 3; i++) {
			assertThat(limits.connected(CLIENT)).isTrue();
			limits.disconnected(CLIENT);
		}
		assertThat(limits.connected(CLIENT)).isFalse();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(limits.connected(CLIENT)).isTrue();
	}

	@Test
	void anythingWhenTurnedOffThenUnlimited() {
		Limits limits = limits("enabled=false", "requests=1/1d", "mails=1/1d", "connections=1/1d",
				"connections-at-once=1");
		for (int i = 0; i < 5; i++) {
			assertThat(limits.request(CLIENT)).isEqualTo(new Unlimited());
			assertThat(limits.mail(CLIENT)).isEqualTo(new Unlimited());
			assertThat(limits.connected(CLIENT)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "30", "0/5m", "-1/5m", "30/0s", "30/500ms", "30/25h", "30/5", "30/m", " 30/5m" })
	void rateWhenNoneThenRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(text)).withMessageContaining("such as 30/5m");
	}

	private Limits limits(String... settings) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		source.put("hellwall.limit.max-networks", 1000);
		for (String setting : settings) {
			source.put("hellwall.limit." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
		}
		return new Limits(new Binder(source).bindOrCreate("hellwall.limit", LimitProperties.class), this.clock,
				this.meters);
	}

	private static int allowed(Limits limits, InetAddress client, int requests) {
		int allowed = 0;
		for (int i = 0; i < requests; i++) {
			allowed += (limits.request(client) instanceof Allowed) ? 1 : 0;
		}
		return allowed;
	}

	private static InetAddress address(String text) {
		return InetAddress.ofLiteral(text);
	}

}
