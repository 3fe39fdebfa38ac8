package io.hellwall.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.hellwall.Slow;
import io.hellwall.TestProgram;
import io.hellwall.persistence.UnfinishedRestore;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The commands are killed while they work. {@code BackupsTest} and {@code RestoresTest}
 * try each step; this one the moments between.
 */
@Slow
@Order(1)
class BackupKillTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 2);

	private static final int LONGEST_MILLIS = 300;

	private static final String ROWS = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 60000)"
			+ " insert into audit_event (id, at, event, reason) select i, i, 'E', hex(randomblob(100)) from n";

	@TempDir
	Path folder;

	private Path data = Path.of("");

	@Test
	void anyWhenKilledThenThereIsAWholeBackupOrNoneAndAWholeRestoreOrNothingThatStarts() throws Exception {
		this.data = this.folder.resolve("data");
		Installation.with(this.data).run("creds", ROWS);
		Path shelf = this.folder.resolve("backups");
		for (int i = 0; i < KILLS; i++) {
			kill(shelf.resolve(".hellwall-backup.part"), "backup", "--to", shelf.toString());
			for (Path backup : Shelf.backups(shelf).values()) {
				new BackupCheck().verify(backup, null);
			}
		}
		Path backup = Path.of(run(0, "backup", "--to", shelf.toString()));
		new BackupCheck().verify(backup, null);
		for (int i = 0; i < KILLS; i++) {
			Path target = this.folder.resolve("target" + i);
			kill(target.resolve(UnfinishedRestore.MARK), "restore", "--from", backup.toString(), "--to",
					target.toString());
			if (Files.exists(target.resolve(UnfinishedRestore.MARK))) {
				assertThat(run(1, "audit", "verify", "--hellwall.data-dir=" + target)).isEmpty();
			}
			else if (!BackupFiles.names(target).isEmpty()) {
				assertThat(BackupFiles.names(target)).contains("op_creds.db", "op_passcodes.db");
			}
		}
	}

	/** Starts a command, and kills it within a moment after that file is there. */
	private void kill(Path sign, String... words) throws IOException, InterruptedException {
		Process process = start(words);
		try {
			await().pollInterval(Duration.ofMillis(1))
				.pollDelay(Duration.ZERO)
				.atMost(Duration.ofSeconds(60))
				.until(() -> Files.exists(sign) || !process.isAlive());
			TimeUnit.MILLISECONDS.sleep(RandomGenerator.getDefault().nextInt(LONGEST_MILLIS));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private String run(int status, String... words) throws IOException, InterruptedException {
		Process process = start(words);
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(output).isEqualTo(status);
			return (status == 0) ? output.strip() : "";
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(String... words) throws IOException {
		List<String> command = new ArrayList<>(TestProgram.command());
		command.addAll(List.of(words));
		if (command.stream().noneMatch((word) -> word.startsWith("--hellwall.data-dir="))) {
			command.add("--hellwall.data-dir=" + this.data);
		}
		return new ProcessBuilder(command).redirectError(this.folder.resolve("errors").toFile()).start();
	}

}
