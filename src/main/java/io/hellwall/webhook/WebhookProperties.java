package io.hellwall.webhook;

import java.time.Duration;
import java.util.List;

import io.hellwall.device.Network;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where webhooks may go.
 *
 * @param allowedNetworks networks that are not public and may be called nevertheless,
 * also without TLS
 * @param timeout how long one call may take in all
 */
@Validated
@ConfigurationProperties("hellwall.webhook")
record WebhookProperties(@DefaultValue List<Network> allowedNetworks,
		@DurationMin(millis = 100) @DurationMax(seconds = 60) @DefaultValue("10s") Duration timeout) {
}
