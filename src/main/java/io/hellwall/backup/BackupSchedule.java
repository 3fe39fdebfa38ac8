package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.hellwall.metrics.Meters;
import io.hellwall.password.Niceness;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes backups while the service runs, one at a time, on a thread of their own with a
 * low priority. A copy is a long call of SQLite's code, and would hold up the threads
 * that serve requests.
 */
@Component
@Profile("!cli")
class BackupSchedule {

	private static final Logger logger = LoggerFactory.getLogger(BackupSchedule.class);

	private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

	private final Backups backups;

	private final @Nullable Duration every;

	private final @Nullable Path to;

	private final @Nullable Path passphraseFile;

	private final int keep;

	private final InstantSource time;

	private final ExecutorService work = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().name("backup").daemon().factory());

	private final AtomicBoolean busy = new AtomicBoolean();

	private volatile Instant notBefore = Instant.MIN;

	BackupSchedule(Backups backups, BackupProperties properties, @Qualifier("machineTime") InstantSource time,
			Meters meters) {
		this.backups = backups;
		this.every = properties.every();
		this.to = properties.to();
		this.passphraseFile = properties.passphraseFile();
		this.keep = properties.keep();
		this.time = time;
		meters.gauge("hellwall.backup.interval.seconds", "Time from one backup to the next; 0 if none are made",
				Tags.empty(), () -> (properties.every() != null) ? properties.every().toSeconds() : 0);
		meters.gauge("hellwall.backup.age.seconds", "Age of the newest backup", Tags.empty(), this::age);
		if (this.every != null && !backups.includeStores() && this.passphraseFile == null) {
			throw new IllegalStateException(
					"hellwall.backup.every: both stores are on PostgreSQL, whose own tools back them up; remove it, or set"
							+ " hellwall.backup.passphrase-file to have the keys backed up here");
		}
	}

	/** In seconds. Endless if there is no backup. */
	private Number age() {
		return this.backups.newest()
			.map((newest) -> (double) Duration.between(newest, this.time.instant()).toSeconds())
			.orElse(Double.POSITIVE_INFINITY);
	}

	/** At a fixed rate, as work with a fixed delay would hold all other such work up. */
	@Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void makeIfDue() {
		if (this.every != null && this.to != null && this.busy.compareAndSet(false, true)) {
			Path folder = this.to;
			Duration interval = this.every;
			this.work.execute(Niceness.nice(() -> {
				try {
					makeIfDue(folder, interval);
				}
				finally {
					this.busy.set(false);
				}
			}));
		}
	}

	/** The backups say when the last one was, so that a restart changes nothing. */
	private void makeIfDue(Path folder, Duration interval) {
		Instant now = this.time.instant();
		if (now.isBefore(this.notBefore)) {
			return;
		}
		try {
			if (this.backups.newest().filter((newest) -> now.isBefore(newest.plus(interval))).isPresent()) {
				return;
			}
			Passphrase passphrase = (this.passphraseFile != null) ? Passphrase.read(this.passphraseFile) : null;
			Path made = this.backups.make(folder, passphrase, this.keep);
			logger.info("Backup: {}", made);
		}
		catch (BackupRefusedException | IOException | RuntimeException ex) {
			this.notBefore = now.plus(AFTER_FAILURE);
			logger.error("No backup was made, and the next try is in {} minutes: {}", AFTER_FAILURE.toMinutes(),
					ex.getMessage());
		}
	}

	/** Returns when what is under way is done. */
	void await() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.work.execute(done::countDown);
		done.await();
	}

	@PreDestroy
	void finish() {
		this.work.shutdown();
	}

}
