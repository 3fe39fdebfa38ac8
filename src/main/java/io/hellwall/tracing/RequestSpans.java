package io.hellwall.tracing;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

import io.hellwall.device.IpAddress;
import io.hellwall.device.TrustedProxies;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.OpenTelemetryServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * A span for each request, with the names of OpenTelemetry for HTTP servers. It goes on
 * with the trace of the caller (W3C Trace Context) if that is a trusted proxy. Anybody
 * else could have all of his requests traced, in traces of others.
 */
final class RequestSpans extends ServerHttpObservationFilter {

	private final TrustedProxies proxies;

	RequestSpans(ObservationRegistry requests, TrustedProxies proxies) {
		super(requests, new WithoutPath());
		this.proxies = proxies;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean trusted = this.proxies.trusts(IpAddress.ofPeer(request.getRemoteAddr()));
		super.doFilterInternal(trusted ? request : new WithoutTrace(request), response, chain);
	}

	/**
	 * The template of the path is told, such as {@code /admin/accounts/{id}}. What a
	 * client wrote in its place is not: he may have written anything, also a secret.
	 */
	private static final class WithoutPath extends OpenTelemetryServerRequestObservationConvention {

		@Override
		public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
			return KeyValues.empty();
		}

	}

	/** A request without the fields of a trace. */
	private static final class WithoutTrace extends HttpServletRequestWrapper {

		private static final Set<String> FIELDS = Set.of("traceparent", "tracestate");

		WithoutTrace(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return isTrace(name) ? null : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return isTrace(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

		private static boolean isTrace(String name) {
			return FIELDS.contains(name.toLowerCase(Locale.ROOT));
		}

	}

}
