package io.hellwall.tracing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.device.Network;
import io.hellwall.device.TrustedProxies;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a collector is told, and what it is not. */
class TracingTest {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String MAC = TestService.MAC;

	Collector collector;

	@BeforeEach
	void collect() throws Exception {
		this.collector = new Collector();
	}

	@AfterEach
	void stop() {
		this.collector.close();
	}

	@Test
	void requestWhenTracedThenTellsItsRouteAndStatusAndNoSecret(@TempDir Path data) {
		try (TestService service = TestService.start(data, "hellwall.tracing.endpoint=" + this.collector.url(),
				"hellwall.tracing.authorization=Bearer of the collector")) {
			String email = service.newAccount();
			String passcode = service.passcode(email, MAC);
			String token = service.login(email, MAC, passcode).text("token");
			assertThat(service.verify(token, MAC).status()).isEqualTo(200);
			assertThat(service.get("/admin/accounts/" + token, service.adminKey()).status()).isEqualTo(400);
			assertThat(service.get("/" + token).status()).isEqualTo(404);
			flush(service.context().getBean(SdkTracerProvider.class));
			assertThat(this.collector.received())
				.contains("service.name", "hellwall", "POST /login", "POST /verify", "GET /admin/accounts/{",
						"http.response.status_code", "404")
				.doesNotContain(token, passcode, email, TestService.PASSWORD, service.adminKey()[1]);
			assertThat(this.collector.calls).allSatisfy((call) -> {
				assertThat(call.getFirst("Content-Type")).isEqualTo("application/x-protobuf");
				assertThat(call.getFirst("Authorization")).isEqualTo("Bearer of the collector");
			});
		}
	}

	/** Else strangers could write into traces of others, and have all of theirs kept. */
	@ParameterizedTest
	@CsvSource({ "10.0.0.1, true", "203.0.113.9, false" })
	void traceWhenOfTheCallerThenGoesOnForTrustedProxiesOnly(String peer, boolean goesOn) throws Exception {
		request(peer, 0, "01");
		String received = this.collector.received();
		assertThat(received.contains(bytes(TRACE))).isEqualTo(goesOn);
		assertThat(received.isEmpty()).isEqualTo(!goesOn);
	}

	@Test
	void traceWhenTheProxyDoesNotSampleItThenNothingIsSent() throws Exception {
		request("10.0.0.1", 1, "00");
		assertThat(this.collector.received()).isEmpty();
	}

	@Test
	void endpointWhenNotSetThenNothingIsTraced() {
		TestService service = SharedService.on(TestStore.SQLITE);
		assertThat(service.context().getBeansOfType(SdkTracerProvider.class)).isEmpty();
		assertThat(service.context().getBeanNamesForType(TracingWiring.class)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:4318", "http://localhost:4318", "http://localhost:4318/", "ftp://localhost/v1",
			"http:///v1/traces", "http://key@localhost/v1/traces", "http://local host/v1/traces", "" })
	void endpointWhenItIsNoAddressOfACollectorThenRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CollectorUrl.of(text))
			.withMessageStartingWith("must be http:// or https://");
	}

	@Test
	void propertiesWhenPrintedThenKeepTheSecret() {
		assertThat(properties(1)).asString().doesNotContain("secret").contains(this.collector.url());
	}

	private void request(String peer, double sample, String flags) throws Exception {
		TracingWiring wiring = new TracingWiring();
		try (SdkTracerProvider spans = wiring.spans(properties(sample))) {
			MockHttpServletRequest request = new MockHttpServletRequest("POST", "/verify");
			request.setRemoteAddr(peer);
			request.addHeader("TraceParent", "00-" + TRACE + "-00f067aa0ba902b7-" + flags);
			RequestSpans filter = Objects.requireNonNull(
					wiring.requestSpans(spans, new TrustedProxies(List.of(Network.of("10.0.0.0/8")))).getFilter());
			filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
			flush(spans);
		}
	}

	private TracingProperties properties(double sample) {
		return new TracingProperties(CollectorUrl.of(this.collector.url()), "secret", sample);
	}

	private static void flush(SdkTracerProvider spans) {
		assertThat(spans.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
	}

	private static String bytes(String hex) {
		return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
	}

}
