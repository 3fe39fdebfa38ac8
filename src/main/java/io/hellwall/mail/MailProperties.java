package io.hellwall.mail;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mail looks, and where it goes where there is no mail server.
 *
 * @param from the sender, as {@code Name <name@example.org>} or a plain address; needed
 * where {@code spring.mail.host} is set
 * @param passcodeSubject subject of the mail that brings a passcode
 * @param reuseSubject subject of the mail that says that a session was ended
 * @param outbox the folder for {@code .eml} files where there is no mail server
 * @param deadline how long one delivery may take in all
 */
@Validated
@ConfigurationProperties("hellwall.mail")
record MailProperties(@Nullable String from,
		@NotBlank @Pattern(regexp = MailProperties.LINE,
				message = "must be one line") @DefaultValue("Your passcode") String passcodeSubject,
		@NotBlank @Pattern(regexp = MailProperties.LINE,
				message = "must be one line") @DefaultValue("Your session was ended") String reuseSubject,
		Path outbox, @DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s") Duration deadline) {

	static final String LINE = "\\P{Cntrl}*";

}
