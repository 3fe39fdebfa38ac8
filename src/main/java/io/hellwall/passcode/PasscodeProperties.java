package io.hellwall.passcode;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a passcode is valid, and how often clients may ask for one and guess at it.
 *
 * @param ttl how long a passcode lives, at most the 10 minutes of SP 800-63B-4 §3.1.3
 * @param maxAttempts how many guesses are checked before a passcode is invalid
 * @param resendInterval how long an account waits for its next mail
 * @param maxPerHour how many mails an account gets in an hour
 */
@Validated
@ConfigurationProperties("hellwall.passcode")
record PasscodeProperties(@DurationMin(seconds = 30) @DurationMax(minutes = 10) @DefaultValue("3m") Duration ttl,
		@Min(1) @Max(10) @DefaultValue("5") int maxAttempts,
		@DurationMin @DurationMax(hours = 1) @DefaultValue("60s") Duration resendInterval,
		@Min(1) @DefaultValue("5") int maxPerHour) {
}
