package io.hellwall.backup;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The backups that the running service makes.
 *
 * @param every the time from one to the next; null for none
 * @param keep how many to keep; older ones are deleted
 * @param to the folder for them
 * @param passphraseFile a file whose first line is the passphrase under which the keys
 * are in each backup; without it they are in none
 */
@Validated
@ConfigurationProperties("hellwall.backup")
record BackupProperties(@Nullable @DurationMin(minutes = 1) Duration every, @Min(1) @DefaultValue("28") int keep,
		@Nullable Path to, @Nullable Path passphraseFile) {

	BackupProperties {
		if (every != null && to == null) {
			throw new IllegalArgumentException("must have a folder in 'to' where it has an 'every'");
		}
	}

}
