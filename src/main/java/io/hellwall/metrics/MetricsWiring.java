package io.hellwall.metrics;

import io.micrometer.core.instrument.Tags;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
class MetricsWiring {

	@Bean
	@Profile("!cli")
	Meters meters(ObjectProvider<BuildProperties> build) {
		Meters meters = new Meters();
		BuildProperties ours = build.getIfAvailable();
		String version = (ours != null && ours.getVersion() != null) ? ours.getVersion() : Labels.NONE;
		meters.gauge("hellwall.build.info", "Which version this is, as a label",
				Tags.of("version", version, "java", Integer.toString(Runtime.version().feature())), () -> 1);
		return meters;
	}

	@Bean
	@Profile("cli")
	Meters noMeters() {
		return Meters.none();
	}

}
