package io.hellwall.audit;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the past is kept.
 *
 * @param keep age at which a stored event is deleted
 * @param refusalsPerDay how many refusals of one kind an account gets rows for in a day;
 * the others are only counted
 */
@ConfigurationProperties("hellwall.audit")
@Validated
record AuditProperties(@DurationMin(days = 1) @DefaultValue("365d") Duration keep,
		@Min(1) @Max(1_000_000) @DefaultValue("100") int refusalsPerDay) {
}
