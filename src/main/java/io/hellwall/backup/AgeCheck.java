package io.hellwall.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.hellwall.doctor.Check;
import io.hellwall.doctor.Finding;
import io.hellwall.doctor.Question;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the backups that the service should make are there. */
@Component
@Order(55)
class AgeCheck implements Check {

	private static final String NAME = "backup";

	private final Backups backups;

	private final BackupProperties properties;

	private final InstantSource machine;

	AgeCheck(Backups backups, BackupProperties properties, @Qualifier("machineTime") InstantSource machine) {
		this.backups = backups;
		this.properties = properties;
		this.machine = machine;
	}

	@Override
	public List<Finding> findings(Question question) {
		Duration every = this.properties.every();
		Path to = this.properties.to();
		if (every == null || to == null) {
			return List.of(this.backups.includeStores() ? Finding.warn(NAME,
					"the service makes no backups: set hellwall.backup.every and hellwall.backup.to, or let something run 'backup'")
					: Finding.ok(NAME, "the data is in PostgreSQL: see to the backups of its server"));
		}
		return List.of(finding(this.backups.newest(), every, to));
	}

	private Finding finding(Optional<Instant> newest, Duration every, Path to) {
		if (newest.isEmpty()) {
			return Finding.warn(NAME,
					"there is no backup in %s yet: the running service makes the first one within minutes"
						.formatted(to));
		}
		String text = "the newest backup in %s is of %s".formatted(to, newest.get());
		return newest.get().plus(every.multipliedBy(2)).isBefore(this.machine.instant())
				? Finding.fail(NAME, text + ": see in the log of the service why there is no newer one")
				: Finding.ok(NAME, text);
	}

}
