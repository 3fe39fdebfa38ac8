package io.hellwall.backup;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.hellwall.backup.Installation.Killed;
import io.hellwall.backup.Installation.Killer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A backup is whole, of one moment, and only for its owner; or it is not there. */
class BackupsTest {

	private static final BackupCheck CHECK = new BackupCheck();

	@TempDir
	Path folder;

	private Installation installation;

	private Path shelf;

	@BeforeEach
	void install() {
		this.installation = Installation.with(this.folder.resolve("data"));
		this.shelf = this.folder.resolve("backups");
	}

	@Test
	void addWhenItIsDoneThenOnlyTheOwnerReadsItAndItVerifies() throws Exception {
		Path backup = this.installation.backUp(this.shelf, Steps.UNWATCHED);
		assertThat(backup).isEqualTo(this.shelf.resolve("hellwall-20261127T060000.000Z"));
		assertThat(Installation.permissions(this.shelf)).isEqualTo(Map.of("", "rwx------", ".hellwall-backup.lock",
				"rw-------", backup.getFileName().toString(), "rwx------", backup.getFileName() + "/manifest.json",
				"rw-------", backup.getFileName() + "/op_creds.db", "rw-------",
				backup.getFileName() + "/op_passcodes.db", "rw-------"));
		Manifest manifest = CHECK.verify(backup, null);
		assertThat(manifest.createdAt()).isEqualTo(Installation.NOW);
		assertThat(manifest.schema()).containsEntry("creds", StoreFile.newestSchema("creds"))
			.containsEntry("passcodes", StoreFile.newestSchema("passcodes"));
		assertThat(manifest.rows()).containsEntry("account", 1L)
			.containsEntry("session", 1L)
			.containsEntry("known_place", 1L)
			.containsEntry("client", 0L);
		assertThat(manifest.files()).extracting(Manifest.FileSum::name)
			.containsExactlyInAnyOrder("op_creds.db", "op_passcodes.db");
	}

	@Test
	void addWhenOthersWriteMeanwhileThenTheyDoNotWaitAndTheCopiesAreOfOneMoment() throws Exception {
		List<Duration> waits = new ArrayList<>();
		Path backup = this.installation.backUp(this.shelf, (step) -> {
			if (step.startsWith("copy of op_passcodes.db")) {
				waits.add(write(BackupFiles.CREDS, "update account set phone = '1'"));
				waits.add(write(BackupFiles.PASSCODES, "delete from known_place"));
			}
		});
		assertThat(waits).hasSize(2).allSatisfy((wait) -> assertThat(wait).isLessThan(Duration.ofSeconds(1)));
		assertThat(CHECK.verify(backup, null).rows()).containsEntry("known_place", 1L);
		try (StoreFile copy = StoreFile.open(backup.resolve(BackupFiles.CREDS))) {
			assertThat(copy.rows()).containsEntry("account", 1L);
		}
		assertThat(count(backup.resolve(BackupFiles.CREDS), "select count(*) from account where phone is null"))
			.isOne();
	}

	@Test
	void addWhenItDiesAfterAnyStepThenThereIsNoBackupOrAWholeOne() throws Exception {
		Killer none = new Killer(0);
		this.installation.backUp(this.folder.resolve("unharmed"), none);
		assertThat(none.steps()).hasSizeGreaterThan(6).endsWith("name");
		for (int i = 1; i <= none.steps().size(); i++) {
			Killer killer = new Killer(i);
			assertThatExceptionOfType(Killed.class).isThrownBy(() -> this.installation.backUp(this.shelf, killer));
			for (Path backup : Shelf.backups(this.shelf).values()) {
				CHECK.verify(backup, null);
				assertThat(killer.steps()).endsWith("name");
			}
		}
		assertThat(Shelf.backups(this.shelf)).hasSize(1);
		try (Shelf next = Shelf.lock(this.shelf, Steps.UNWATCHED)) {
			assertThat(BackupFiles.names(this.shelf)).containsExactly(".hellwall-backup.lock",
					"hellwall-20261127T060000.000Z");
			Killer killer = new Killer(1);
			try (Shelf dying = other(next, killer)) {
				assertThatExceptionOfType(Killed.class).isThrownBy(() -> dying.keep(0));
			}
			assertThat(Shelf.backups(this.shelf)).isEmpty();
		}
	}

	/** As if the first one had been killed. */
	private Shelf other(Shelf shelf, Steps steps) throws Exception {
		shelf.close();
		return Shelf.lock(this.shelf, steps);
	}

	@Test
	void addWhenAnotherIsUnderWayThenRefused() throws Exception {
		try (Shelf first = Shelf.lock(this.shelf, Steps.UNWATCHED)) {
			assertThat(first).isNotNull();
			assertThatExceptionOfType(BackupRefusedException.class)
				.isThrownBy(() -> this.installation.backUp(this.shelf, Steps.UNWATCHED))
				.withMessageStartingWith("another backup is being written to ");
		}
	}

	@Test
	void keepWhenThereAreMoreThenTheOldestGo() throws Exception {
		try (Shelf some = Shelf.lock(this.shelf, Steps.UNWATCHED)) {
			for (int i = 0; i < 4; i++) {
				some.add(Installation.NOW.plusSeconds(i), (part) -> Files.createFile(part.resolve("file")));
			}
			Files.createDirectory(this.shelf.resolve("hellwall-old"));
			some.keep(2);
		}
		assertThat(Shelf.backups(this.shelf).keySet()).containsExactly(Installation.NOW.plusSeconds(2),
				Installation.NOW.plusSeconds(3));
		assertThat(this.shelf.resolve("hellwall-old")).exists();
	}

	@Test
	void verifyWhenAnythingIsChangedOrMissingThenSaysWhat() throws Exception {
		Path backup = this.installation.backUp(this.shelf, Steps.UNWATCHED);
		for (String name : List.of(BackupFiles.CREDS, BackupFiles.PASSCODES)) {
			byte[] content = Files.readAllBytes(backup.resolve(name));
			byte[] changed = content.clone();
			changed[content.length / 2] ^= 1;
			Files.write(backup.resolve(name), changed);
			assertDamaged(backup, name + " is not as it was");
			Files.write(backup.resolve(name), Arrays.copyOf(content, content.length - 1));
			assertDamaged(backup, name + " is not as it was");
			Files.delete(backup.resolve(name));
			assertDamaged(backup, name + " is missing");
			Files.write(backup.resolve(name), content);
		}
		CHECK.verify(backup, null);
		Path manifest = backup.resolve(Manifest.NAME);
		String json = Files.readString(manifest);
		Files.writeString(manifest, json.replaceFirst("\"account\" : 1", "\"account\" : 2"));
		assertDamaged(backup, "it has not the rows");
		Files.writeString(manifest, json.replace("op_creds.db", "../op_creds.db"));
		assertDamaged(backup, "no file of a backup is called");
		Files.writeString(manifest, json.substring(0, json.length() / 2));
		assertDamaged(backup, "manifest.json cannot be read");
		for (String missing : List.of("version", "createdAt", "schema", "rows", "files", "name", "sha256")) {
			Files.writeString(manifest, json.replace("\"" + missing + "\"", "\"other\""));
			assertDamaged(backup, "manifest.json cannot be read");
		}
		Files.writeString(manifest, "null");
		assertDamaged(backup, "manifest.json cannot be read");
		Files.writeString(manifest, json.replaceFirst("\"format\" : 1", "\"format\" : 2"));
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> CHECK.verify(backup, null))
			.withMessageStartingWith("the backup was made by a newer version");
		Files.delete(manifest);
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> CHECK.verify(backup, null))
			.withMessageStartingWith("there is no backup in ");
	}

	@Test
	void verifyWhenTheSchemaIsNewerThenSaysSo() throws Exception {
		write(BackupFiles.CREDS,
				"insert into flyway_schema_history select 99, '99', description, type, script, checksum, installed_by,"
						+ " installed_on, execution_time, success from flyway_schema_history where installed_rank = 1");
		Path backup = this.installation.backUp(this.shelf, Steps.UNWATCHED);
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> CHECK.verify(backup, null))
			.withMessageStartingWith("the backup was made by a newer version: use that version");
	}

	@Test
	void addWhenTheDatabaseIsDamagedThenThereIsNoBackup() throws Exception {
		Path creds = this.installation.folder().resolve(BackupFiles.CREDS);
		this.installation.run("creds", "vacuum");
		byte[] page = new byte[4096];
		Arrays.fill(page, (byte) 7);
		try (var file = Files.newByteChannel(creds, StandardOpenOption.WRITE)) {
			file.position(3L * page.length);
			file.write(java.nio.ByteBuffer.wrap(page));
		}
		assertThatExceptionOfType(BackupRefusedException.class)
			.isThrownBy(() -> this.installation.backUp(this.shelf, Steps.UNWATCHED))
			.withMessageStartingWith("op_creds.db is damaged: ");
		assertThat(BackupFiles.names(this.shelf)).containsExactly(".hellwall-backup.lock");
	}

	@Test
	void archiveWhenWholeThenVerifiesAndWhenCutOffThenNot() throws Exception {
		ByteArrayOutputStream zip = new ByteArrayOutputStream();
		Archive.write(this.installation.backUp(this.shelf, Steps.UNWATCHED), zip);
		Path file = Files.write(this.folder.resolve("backup.zip"), zip.toByteArray());
		assertThat(CHECK.verify(file, null).rows()).containsEntry("account", 1L);
		for (int length : List.of(0, 1, zip.size() / 2, zip.size() - 1)) {
			Files.write(file, Arrays.copyOf(zip.toByteArray(), length));
			assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> CHECK.verify(file, null));
		}
	}

	private static void assertDamaged(Path backup, String message) {
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> CHECK.verify(backup, null))
			.withMessageStartingWith("the backup is damaged: ")
			.withMessageContaining(message);
	}

	private Duration write(String file, String sql) {
		Instant begin = Instant.now();
		try (Connection connection = DriverManager
			.getConnection("jdbc:sqlite:" + this.installation.folder().resolve(file));
				Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate(sql)).isOne();
		}
		catch (java.sql.SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return Duration.between(begin, Instant.now());
	}

	private static int count(Path file, String sql) throws Exception {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
				Statement statement = connection.createStatement();
				var row = statement.executeQuery(sql)) {
			return row.next() ? row.getInt(1) : 0;
		}
	}

}
