package io.hellwall.metrics;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells the metrics to Prometheus, on the management port. */
@Component
@Profile("!cli")
@WebEndpoint(id = "prometheus")
class PrometheusEndpoint {

	/** The text format, which every Prometheus reads. */
	static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

	private final Meters meters;

	PrometheusEndpoint(Meters meters) {
		this.meters = meters;
	}

	@ReadOperation(produces = FORMAT)
	String scrape() {
		return this.meters.scrape();
	}

}
