package io.hellwall.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.hellwall.TestClock;
import io.hellwall.doctor.Finding;
import io.hellwall.doctor.Question;
import io.hellwall.metrics.Meters;
import io.hellwall.metrics.Scrape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.mockito.Mockito;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The backups that the running service makes. */
@Isolated("reads the log")
@ExtendWith(OutputCaptureExtension.class)
class BackupScheduleTest {

	private static final Duration EVERY = Duration.ofHours(6);

	@TempDir
	Path folder;

	private final TestClock clock = new TestClock();

	private final Meters meters = new Meters();

	@Test
	void makeIfDueWhenTheNewestIsOldEnoughThenMakesOneAndKeepsTheNewest() throws Exception {
		Path to = this.folder.resolve("backups");
		Backups backups = backups(to);
		BackupSchedule schedule = new BackupSchedule(backups, properties(to), this.clock, this.meters);
		Instant first = this.clock.instant();
		assertThat(backups.newest()).isEmpty();
		tick(schedule);
		assertThat(backups.newest()).contains(first);
		this.clock.advance(EVERY.minusMillis(1));
		tick(schedule);
		assertThat(backups.newest()).contains(first);
		this.clock.advance(Duration.ofMillis(1));
		tick(schedule);
		assertThat(backups.newest()).contains(first.plus(EVERY));
		this.clock.advance(EVERY);
		tick(schedule);
		assertThat(Shelf.backups(to).keySet()).containsExactly(first.plus(EVERY), first.plus(EVERY.multipliedBy(2)));
	}

	@Test
	void scrapeWhenABackupWasMadeThenTellsItsAge() throws Exception {
		Path to = this.folder.resolve("backups");
		BackupSchedule schedule = new BackupSchedule(backups(to), properties(to), this.clock, this.meters);
		assertThat(Scrape.of(this.meters).value("hellwall_backup_age_seconds")).isInfinite();
		assertThat(Scrape.of(this.meters).value("hellwall_backup_interval_seconds")).isEqualTo(21_600);
		tick(schedule);
		this.clock.advance(Duration.ofSeconds(90));
		assertThat(Scrape.of(this.meters).value("hellwall_backup_age_seconds")).isEqualTo(90);
		this.clock.advance(EVERY);
		tick(schedule);
		assertThat(Scrape.of(this.meters).value("hellwall_backup_age_seconds")).isZero();
	}

	@Test
	void makeIfDueWhenItFailsThenSaysSoEachTimeAndTriesAgainAfterTenMinutes(CapturedOutput output) throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		Path to = file.resolve("backups");
		BackupSchedule schedule = new BackupSchedule(backups(to), properties(to), this.clock, this.meters);
		tick(schedule);
		tick(schedule);
		assertThat(output.getAll()).containsOnlyOnce("No backup was made").contains("ERROR");
		this.clock.advance(Duration.ofMinutes(10));
		tick(schedule);
		assertThat(output.getAll().split("No backup was made", -1)).hasSize(3);
	}

	@Test
	void doctorWhenThereIsNoBackupOrItIsTooOldThenSaysSo() throws Exception {
		Path to = this.folder.resolve("backups");
		Backups backups = backups(to);
		assertThat(finding(backups, new BackupProperties(null, 1, null, null)).level()).isEqualTo(Finding.Level.WARN);
		assertThat(finding(backups, properties(to)).text()).startsWith("there is no backup in");
		tick(new BackupSchedule(backups, properties(to), this.clock, this.meters));
		Instant made = this.clock.instant();
		this.clock.advance(EVERY.multipliedBy(2));
		assertThat(finding(backups, properties(to)))
			.isEqualTo(Finding.ok("backup", "the newest backup in " + to + " is of " + made));
		this.clock.advance(Duration.ofMillis(1));
		assertThat(finding(backups, properties(to)).level()).isEqualTo(Finding.Level.FAIL);
	}

	private Finding finding(Backups backups, BackupProperties properties) {
		return new AgeCheck(backups, properties, this.clock).findings(new Question(null, null)).getFirst();
	}

	@Test
	void settingsWhenThereIsNoFolderThenRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BackupProperties(EVERY, 1, null, null))
			.withMessage("must have a folder in 'to' where it has an 'every'");
	}

	private static void tick(BackupSchedule schedule) throws InterruptedException {
		schedule.makeIfDue();
		schedule.await();
	}

	private static BackupProperties properties(Path to) {
		return new BackupProperties(EVERY, 2, to, null);
	}

	private Backups backups(Path to) {
		Installation installation = Installation.with(this.folder.resolve("data"));
		return new Backups(properties(to), installation.stores(), Mockito.mock(KeysToKeep.class), installation.folder(),
				new StaticListableBeanFactory().getBeanProvider(BuildProperties.class), this.clock);
	}

}
