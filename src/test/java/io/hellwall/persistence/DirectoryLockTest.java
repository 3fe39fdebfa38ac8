package io.hellwall.persistence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.hellwall.persistence.StoreProperties.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DirectoryLockTest {

	@TempDir
	Path folder;

	@Test
	void takeWhenAnotherServiceHasTheFolderThenRefuses() throws Exception {
		DirectoryLock first = new DirectoryLock(new MockEnvironment());
		first.take(sqlite("op_creds.db"));
		first.take(sqlite("op_passcodes.db"));
		DirectoryLock second = new DirectoryLock(new MockEnvironment());
		assertThatIllegalStateException().isThrownBy(() -> second.take(sqlite("op_creds.db")))
			.withMessageStartingWith("another Hellwall runs on the folder " + this.folder);
		first.destroy();
		second.take(sqlite("op_creds.db"));
		second.destroy();
	}

	@Test
	void takeWhenTheFileExistsThenTakesTheRightsOfOthersAway() throws Exception {
		Path file = this.folder.resolve("hellwall.lock");
		for (int start = 0; start < 2; start++) {
			DirectoryLock lock = new DirectoryLock(new MockEnvironment());
			lock.take(sqlite("op_creds.db"));
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
			lock.destroy();
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
		}
	}

	@Test
	void takeWhenACommandRunsBesideTheServiceThenLocksNothing() throws Exception {
		DirectoryLock service = new DirectoryLock(new MockEnvironment());
		service.take(sqlite("op_creds.db"));
		MockEnvironment command = new MockEnvironment();
		command.setActiveProfiles("cli");
		new DirectoryLock(command).take(sqlite("op_creds.db"));
		service.destroy();
	}

	@Test
	void takeWhenARestoreDidNotComeToItsEndThenNeitherAServiceNorACommandStarts() throws Exception {
		Files.createDirectory(this.folder.resolve(UnfinishedRestore.MARK));
		for (String profile : new String[] { "cli", "default" }) {
			MockEnvironment environment = new MockEnvironment();
			environment.setActiveProfiles(profile);
			assertThatIllegalStateException()
				.isThrownBy(() -> new DirectoryLock(environment).take(sqlite("op_creds.db")))
				.withMessageStartingWith("a restore into the folder " + this.folder + " has not come to its end");
		}
	}

	@Test
	void takeWhenStoreIsOnPostgresThenLocksNothing() {
		new DirectoryLock(new MockEnvironment())
			.take(location("jdbc:postgresql://localhost:5432/" + this.folder.getFileName()));
		assertThat(this.folder).isEmptyDirectory();
	}

	private Location sqlite(String file) {
		return location("jdbc:sqlite:" + this.folder.resolve(file));
	}

	private static Location location(String url) {
		return new Location(url, null, null);
	}

}
