package io.hellwall.guess;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an account remembers of the places that it logged in from.
 *
 * @param knownFor how long after its last login a device and network is known to the
 * account, and has guesses and mails of its own
 */
@Validated
@ConfigurationProperties("hellwall.passcode")
record GuessProperties(@DurationMin(days = 1) @DefaultValue("90d") Duration knownFor) {
}
