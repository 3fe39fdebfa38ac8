package io.hellwall.session;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a login lasts, and how many an account may have.
 *
 * @param maxAge age at which a session ends, even if its tokens are renewed
 * @param idle time without use after which a session ends; none if it may rest until its
 * maximum age
 * @param maxPerAccount live sessions of an account; a login above it ends the oldest
 */
@Validated
@ConfigurationProperties("hellwall.session")
record SessionProperties(@DurationMin(minutes = 1) @DurationMax(days = 366) @DefaultValue("30d") Duration maxAge,
		@DurationMin(minutes = 15) @Nullable Duration idle,
		@Min(1) @Max(10_000) @DefaultValue("50") int maxPerAccount) {

	SessionProperties {
		if (idle != null && idle.compareTo(maxAge) > 0) {
			throw new IllegalArgumentException("must have an idle that is not longer than its max-age");
		}
	}

}
