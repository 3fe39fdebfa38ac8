package io.hellwall.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import io.hellwall.backup.Installation.Killed;
import io.hellwall.backup.Installation.Killer;
import io.hellwall.backup.RestoreChoice.PasswordChoice;
import io.hellwall.backup.RestoreChoice.SessionChoice;
import io.hellwall.persistence.UnfinishedRestore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A restore puts back all of a backup, or leaves nothing that starts. */
class RestoresTest {

	private static final RestoreChoice DEFAULTS = new RestoreChoice(SessionChoice.STEP_UP, PasswordChoice.REPLACE);

	@TempDir
	Path folder;

	private Installation installation;

	private Path backup;

	@BeforeEach
	void backUp() throws Exception {
		this.installation = Installation.with(this.folder.resolve("data"));
		this.installation.run("creds", "insert into admin_key values ('ops', x'01', 1, null), ('old', x'02', 1, 2)");
		this.installation.run("creds", "insert into client values (zeroblob(16), 'shop', x'01', 1, 0, 1)");
		this.installation.run("creds",
				"insert into webhook values (zeroblob(16), 'https://example.org/hook', '', 1, x'00',"
						+ " 1, 0, 0, 0, null)");
		this.backup = this.installation.backUp(this.folder.resolve("backups"), Steps.UNWATCHED);
	}

	@Test
	void restoreWhenTheFolderIsMissingThenOpensTheEpochAndTellsWhatItDid() throws Exception {
		Path target = this.folder.resolve("new");
		RestoreReport report = restore(target, DEFAULTS);
		assertThat(report).isEqualTo(new RestoreReport(target, Installation.NOW, java.util.Set.of(),
				new RestoreReport.Epoch(1, 1, 1, 0, List.of("ops"),
						List.of("00000000-0000-0000-0000-000000000000 https://example.org/hook"),
						List.of("00000000-0000-0000-0000-000000000000 shop"))));
		assertThat(Installation.permissions(target)).containsOnlyKeys("", "op_creds.db", "op_passcodes.db")
			.containsEntry("", "rwx------")
			.containsEntry("op_creds.db", "rw-------")
			.containsEntry("op_passcodes.db", "rw-------");
		assertThat(
				strings(target, BackupFiles.CREDS, "select proof_due || ' ' || coalesce(end_reason, '') from session"))
			.containsExactly("1 ");
		assertThat(strings(target, BackupFiles.CREDS, "select password_expired || ' ' || version from account"))
			.containsExactly("1 1");
		assertThat(strings(target, BackupFiles.PASSCODES, "select 1 from passcode")).isEmpty();
		assertThat(strings(target, BackupFiles.PASSCODES, "select mac from known_place")).containsExactly("m");
		long restored = Installation.NOW.plusSeconds(60).toEpochMilli();
		assertThat(strings(target, BackupFiles.CREDS, "select name || ' ' || revoked_at from admin_key order by name"))
			.containsExactly("old 2", "ops " + restored);
		assertThat(strings(target, BackupFiles.CREDS, "select disabled_at from webhook"))
			.containsExactly(Long.toString(restored));
		assertThat(strings(target, BackupFiles.CREDS, "select restored_at || ' ' || backup_at from restore_epoch"))
			.containsExactly(restored + " " + Installation.NOW.toEpochMilli());
	}

	@Test
	void restoreWhenSessionsEndAndPasswordsStayThenSo() throws Exception {
		Path target = this.folder.resolve("new");
		RestoreReport report = restore(target, new RestoreChoice(SessionChoice.END, PasswordChoice.KEEP));
		assertThat(report.epoch()).extracting(RestoreReport.Epoch::sessions, RestoreReport.Epoch::passwords)
			.containsExactly(1, 0);
		assertThat(strings(target, BackupFiles.CREDS, "select end_reason from session where ended_at is not null"))
			.containsExactly("RESTORED");
		assertThat(strings(target, BackupFiles.CREDS, "select password_expired from account")).containsExactly("0");
	}

	@Test
	void restoreWhenItDiesAfterAnyStepThenNothingStartsOrAllIsThere() throws Exception {
		Killer none = new Killer(0);
		this.installation.restores(none).restore(this.backup, this.folder.resolve("unharmed"), DEFAULTS, null);
		assertThat(none.steps()).containsExactly("mark", "files", "schema", "epoch", "keys", "op_creds.db",
				"op_passcodes.db", "end");
		for (int i = 1; i <= none.steps().size(); i++) {
			Killer killer = new Killer(i);
			Path target = this.folder.resolve("target" + i);
			assertThatExceptionOfType(Killed.class)
				.isThrownBy(() -> this.installation.restores(killer).restore(this.backup, target, DEFAULTS, null));
			String last = killer.steps().getLast();
			if (last.equals("end")) {
				assertThat(strings(target, BackupFiles.CREDS, "select 1 from restore_epoch")).hasSize(1);
				continue;
			}
			assertThat(target.resolve(UnfinishedRestore.MARK)).as("a start is refused").isDirectory();
			if (last.startsWith("op_")) {
				assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> restore(target, DEFAULTS))
					.withMessageContaining(" is not empty, and nothing was restored");
			}
			else {
				restore(target, DEFAULTS);
				assertThat(strings(target, BackupFiles.CREDS, "select 1 from restore_epoch")).hasSize(1);
				assertThat(BackupFiles.names(target)).containsExactly("op_creds.db", "op_passcodes.db");
			}
		}
	}

	@Test
	void restoreWhenTheBackupIsDamagedThenLeavesNothing() throws Exception {
		Path target = Files.createDirectory(this.folder.resolve("new"));
		Files.write(this.backup.resolve(BackupFiles.PASSCODES), new byte[1]);
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> restore(target, DEFAULTS))
			.withMessageStartingWith("the backup is damaged");
		assertThat(target).isEmptyDirectory();
		assertThatExceptionOfType(BackupRefusedException.class)
			.isThrownBy(() -> this.installation.restores(Steps.UNWATCHED)
				.restore(this.folder.resolve("none"), target, DEFAULTS, null))
			.withMessageStartingWith("nothing was restored: ");
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void restoreWhenTheFolderIsNotEmptyThenRefusedAndUnchanged() throws Exception {
		List<String> before = BackupFiles.names(this.installation.folder());
		assertThatExceptionOfType(BackupRefusedException.class)
			.isThrownBy(() -> this.installation.restores(Steps.UNWATCHED).restore(this.backup, null, DEFAULTS, null))
			.withMessageContaining(" is not empty, and nothing was restored");
		assertThat(BackupFiles.names(this.installation.folder())).isEqualTo(before);
	}

	@Test
	void restoreWhenTheSettingsKeepTheStoresElsewhereThenNeedsAFolder() {
		Restores restores = new Restores(this.installation.stores(), this.folder.resolve("other"),
				() -> Installation.NOW, Steps.UNWATCHED);
		assertThatExceptionOfType(BackupRefusedException.class)
			.isThrownBy(() -> restores.restore(this.backup, null, DEFAULTS, null))
			.withMessageStartingWith("the settings keep the stores elsewhere");
	}

	private RestoreReport restore(Path target, RestoreChoice choice) throws BackupRefusedException {
		return this.installation.restores(Steps.UNWATCHED).restore(this.backup, target, choice, null);
	}

	private static List<String> strings(Path folder, String file, String sql) throws Exception {
		List<String> strings = new java.util.ArrayList<>();
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				strings.add(rows.getString(1));
			}
		}
		return strings;
	}

}
