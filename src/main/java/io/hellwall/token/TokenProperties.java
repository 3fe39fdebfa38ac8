package io.hellwall.token;

import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tokens look and how long they last.
 *
 * @param prefix what is put before a token given to a client
 * @param ttl how long a token may be used before it is renewed
 * @param overlap how long a replaced token still leads to its successor after the
 * successor was used
 * @param remember how long a replaced token is recognised, so that its reuse ends the
 * session; the one before the current token is always
 */
@Validated
@ConfigurationProperties("hellwall.token")
public record TokenProperties(
		@Pattern(regexp = "[A-Za-z0-9_-]{0,32}",
				message = "must be up to 32 letters, digits, _ and -") @DefaultValue("Awfer_hellwall_") String prefix,
		@DurationMin(seconds = 1) @DurationMax(days = 30) @DefaultValue("1h") Duration ttl,
		@DurationMin @DurationMax(minutes = 5) @DefaultValue("10s") Duration overlap,
		@DurationMin(minutes = 1) @DurationMax(days = 366) @DefaultValue("24h") Duration remember) {
}
