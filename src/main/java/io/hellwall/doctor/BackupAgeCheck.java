package io.hellwall.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the backups that the service should make are there. Their names tell when. */
@Component
@Order(55)
class BackupAgeCheck implements Check {

	private static final String NAME = "backup";

	private static final Pattern FOLDER = Pattern.compile("hellwall-(\\d{8}T\\d{6}\\.\\d{3}Z)");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	private final Installation installation;

	private final InstantSource machine;

	BackupAgeCheck(Installation installation, @Qualifier("machineTime") InstantSource machine) {
		this.installation = installation;
		this.machine = machine;
	}

	@Override
	public List<Finding> findings(Question question) {
		Optional<Duration> every = this.installation.setting("hellwall.backup.every")
			.map(DurationStyle::detectAndParse);
		Optional<Path> to = this.installation.setting("hellwall.backup.to").map(Path::of);
		if (every.isEmpty() || to.isEmpty()) {
			return List.of(this.installation.databases().isEmpty()
					? Finding.ok(NAME, "the data is in PostgreSQL: see to the backups of its server")
					: Finding.warn(NAME,
							"the service makes no backups: set hellwall.backup.every and hellwall.backup.to, or let something run 'backup'"));
		}
		return List.of(finding(newest(to.get()), every.get(), to.get()));
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

	private static Optional<Instant> newest(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> FOLDER.matcher(String.valueOf(file.getFileName())))
				.filter(Matcher::matches)
				.map((name) -> TIME.parse(name.group(1), Instant::from))
				.max(Instant::compareTo);
		}
		catch (IOException ex) {
			if (Files.notExists(folder)) {
				return Optional.empty();
			}
			throw new UncheckedIOException(ex);
		}
	}

}
