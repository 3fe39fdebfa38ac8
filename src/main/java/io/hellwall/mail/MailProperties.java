package io.hellwall.mail;

import java.nio.file.Path;
import java.time.Duration;

import io.hellwall.device.Language;
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
 * @param templates the folder for the operator's own texts and templates
 * @param language what mails are written in where neither the account nor the request
 * says it
 * @param deadline how long one delivery may take in all
 */
@Validated
@ConfigurationProperties("hellwall.mail")
record MailProperties(@Nullable String from, Path outbox, Path templates, @DefaultValue("en") Language language,
		@DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s") Duration deadline) {
}
