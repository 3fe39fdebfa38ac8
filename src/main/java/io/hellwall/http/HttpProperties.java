package io.hellwall.http;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a client may take, each from its first byte to its last: not a pause between
 * two bytes, which a client that drips never makes.
 *
 * @param headerTimeout to send the head of a request
 * @param bodyTimeout to send the body
 * @param answerTimeout to take the answer
 */
@Validated
@ConfigurationProperties("hellwall.http")
record HttpProperties(@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("5s") Duration headerTimeout,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s") Duration bodyTimeout,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("30s") Duration answerTimeout) {
}
