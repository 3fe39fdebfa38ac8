package io.hellwall.http;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time that a client has, each from the first byte to the last. A limit for the pause
 * between two bytes would not stop a client that sends one byte after the other.
 *
 * @param headerTimeout the time to send the head of a request
 * @param bodyTimeout the time to send the body
 * @param answerTimeout the time to read the answer
 */
@Validated
@ConfigurationProperties("hellwall.http")
record HttpProperties(@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("5s") Duration headerTimeout,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s") Duration bodyTimeout,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("30s") Duration answerTimeout) {
}
