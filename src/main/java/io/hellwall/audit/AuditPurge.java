package io.hellwall.audit;

import java.time.Duration;
import java.time.InstantSource;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/** Deletes events that are too old. */
@Component
class AuditPurge {

	/** Rows that one statement deletes: few, so that no other writer waits long. */
	private static final int AT_ONCE = 1000;

	private final AuditEventRepository events;

	private final AuditProperties properties;

	private final InstantSource time;

	AuditPurge(AuditEventRepository events, AuditProperties properties, InstantSource time) {
		this.events = events;
		this.properties = properties;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		long before = this.time.instant().minus(this.properties.keep()).toEpochMilli();
		while (this.events.deleteOlderThan(before, AT_ONCE) > 0) {
			// until none is left
		}
	}

	/**
	 * How long the past is kept.
	 *
	 * @param keep age at which a stored event is deleted
	 */
	@ConfigurationProperties("hellwall.audit")
	@Validated
	record AuditProperties(@DurationMin(days = 1) @DefaultValue("365d") Duration keep) {
	}

}
