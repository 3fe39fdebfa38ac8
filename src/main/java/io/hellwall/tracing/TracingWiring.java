package io.hellwall.tracing;

import java.util.Objects;

import io.hellwall.device.TrustedProxies;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;

/**
 * One span for each request of HTTP. They are sent in batches by a thread of their own: a
 * collector that is slow or away delays no request, and spans that do not fit into the
 * queue are dropped.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("hellwall.tracing.endpoint")
@Profile("!cli")
class TracingWiring {

	private static final String NAME = "hellwall";

	@Bean
	SdkTracerProvider spans(TracingProperties tracing) {
		CollectorUrl endpoint = Objects.requireNonNull(tracing.endpoint());
		OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString());
		String authorization = tracing.authorization();
		if (authorization != null) {
			exporter.addHeader(HttpHeaders.AUTHORIZATION, authorization);
		}
		return SdkTracerProvider.builder()
			.setResource(Resource.getDefault().toBuilder().put("service.name", NAME).build())
			.setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(tracing.sample())))
			.addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
			.build();
	}

	@Bean
	FilterRegistrationBean<RequestSpans> requestSpans(SdkTracerProvider spans, TrustedProxies proxies) {
		Tracer tracer = spans.get(NAME);
		ObservationRegistry requests = ObservationRegistry.create();
		requests.observationConfig()
			.observationHandler(new PropagatingReceiverTracingObservationHandler<>(
					new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
					}),
					new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer)));
		FilterRegistrationBean<RequestSpans> filter = new FilterRegistrationBean<>(new RequestSpans(requests, proxies));
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return filter;
	}

}
