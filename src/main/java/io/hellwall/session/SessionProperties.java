package io.hellwall.session;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a login lasts.
 *
 * @param maxAge age at which a session ends, even if its tokens are renewed
 */
@Validated
@ConfigurationProperties("hellwall.session")
record SessionProperties(@DurationMin(minutes = 1) @DurationMax(days = 366) @DefaultValue("30d") Duration maxAge) {
}
