package io.hellwall.mail;

import java.nio.file.Path;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who sends mails, and where they go where there is no mail server.
 *
 * @param from the sender, as {@code Name <name@example.org>} or a plain address; needed
 * where {@code spring.mail.host} is set
 * @param outbox the folder for {@code .eml} files where there is no mail server
 * @param deadline how long one delivery may take in all
 */
@Validated
@ConfigurationProperties("hellwall.mail")
record MailProperties(@Nullable String from, Path outbox,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s") Duration deadline) {
}
