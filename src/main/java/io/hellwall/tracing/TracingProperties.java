package io.hellwall.tracing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces go.
 *
 * @param endpoint the collector, which takes OTLP over HTTP; without it there are no
 * traces
 * @param authorization the field {@code Authorization} of each call of the collector, if
 * it wants one
 * @param sample the part of all requests that is traced, from 0 to 1
 */
@Validated
@ConfigurationProperties("hellwall.tracing")
record TracingProperties(@Nullable CollectorUrl endpoint, @Nullable String authorization,
		@DecimalMin("0") @DecimalMax("1") @DefaultValue("1") double sample) {

	/** Without the secret. */
	@Override
	public String toString() {
		return "TracingProperties[endpoint=" + this.endpoint + ", sample=" + this.sample + "]";
	}

}
