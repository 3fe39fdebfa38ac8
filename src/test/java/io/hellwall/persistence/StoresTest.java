package io.hellwall.persistence;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.hellwall.TestStore;
import io.hellwall.metrics.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Where one store cannot be upgraded, the other one is not either, so that the version
 * before can still start.
 */
class StoresTest {

	/** The last migration adds it. */
	private static final String OBSTACLE = "create table write_check (id int)";

	private static final String NEWER = "insert into flyway_schema_history select 99, '99', 'later', type, 'V99', 1,"
			+ " installed_by, installed_on, execution_time, success from flyway_schema_history where installed_rank = 1";

	@TempDir
	Path folder;

	private final DirectoryLock lock = new DirectoryLock(new MockEnvironment());

	@AfterEach
	void unlock() {
		this.lock.destroy();
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenBothAreOfTheVersionBeforeThenUpgradesBoth(TestStore kind) throws Exception {
		VersionBefore creds = create(kind, "creds");
		VersionBefore passcodes = create(kind, "passcodes");
		Stores stores = open(creds, passcodes);
		for (Store store : new Store[] { stores.creds(Meters.none()), stores.passcodes(Meters.none()) }) {
			try (store; Connection connection = store.dataSource().getConnection()) {
				connection.createStatement().executeQuery("select * from write_check").close();
			}
		}
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenTheMigrationOfPasscodesFailsThenNeitherIsUpgraded(TestStore kind) throws Exception {
		VersionBefore creds = create(kind, "creds");
		VersionBefore passcodes = create(kind, "passcodes");
		passcodes.execute(OBSTACLE);
		assertRefused(creds, passcodes, "passcodes");
		passcodes.execute("drop table write_check");
		open(creds, passcodes);
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenTheMigrationOfAccountsFailsThenNeitherIsUpgraded(TestStore kind) throws Exception {
		VersionBefore creds = create(kind, "creds");
		VersionBefore passcodes = create(kind, "passcodes");
		creds.execute(OBSTACLE);
		assertRefused(creds, passcodes, "creds");
		creds.execute("drop table write_check");
		open(creds, passcodes);
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenPasscodesAreOfALaterVersionThenAccountsAreNotUpgraded(TestStore kind) throws Exception {
		VersionBefore creds = create(kind, "creds");
		VersionBefore passcodes = create(kind, "passcodes");
		passcodes.execute(NEWER);
		assertThatIllegalStateException().isThrownBy(() -> open(creds, passcodes))
			.withMessageContaining("passcodes")
			.withMessageContaining("brought to this version's schema");
		creds.assertUnchanged();
	}

	@Test
	void openWhenPasscodesAreDamagedThenAccountsAreNotUpgraded() throws Exception {
		VersionBefore creds = create(TestStore.SQLITE, "creds");
		VersionBefore passcodes = create(TestStore.SQLITE, "passcodes");
		try (RandomAccessFile file = new RandomAccessFile(passcodes.file(), "rw")) {
			file.seek(4096);
			file.write(new byte[4096]);
		}
		assertThatIllegalStateException().isThrownBy(() -> open(creds, passcodes))
			.withMessageContaining("the passcodes database")
			.withMessageContaining("damaged");
		creds.assertUnchanged();
	}

	@Test
	void openWhenAnotherProcessHoldsTheAccountsThenNeitherIsUpgraded() throws Exception {
		VersionBefore creds = create(TestStore.SQLITE, "creds");
		VersionBefore passcodes = create(TestStore.SQLITE, "passcodes");
		try (Connection other = DriverManager.getConnection(creds.location().url());
				Statement statement = other.createStatement()) {
			statement.execute("pragma journal_mode = wal");
			statement.execute("begin immediate");
			assertRefused(creds, passcodes, "creds");
		}
	}

	/**
	 * The file claims to be larger than the disk, of which it takes nothing. Others may
	 * free room meanwhile.
	 */
	@Test
	void openWhenTheDiskHasNoRoomForBothThenNeitherIsUpgraded() throws Exception {
		VersionBefore creds = create(TestStore.SQLITE, "creds");
		VersionBefore passcodes = create(TestStore.SQLITE, "passcodes");
		try (RandomAccessFile file = new RandomAccessFile(creds.file(), "rw")) {
			file.setLength(file.length() + this.folder.toFile().getTotalSpace());
		}
		assertRefused(creds, passcodes, "make room and start again");
	}

	private VersionBefore create(TestStore kind, String name) throws SQLException {
		return VersionBefore.create(kind, name, this.folder);
	}

	private Stores open(VersionBefore creds, VersionBefore passcodes) {
		return new Stores(new StoreProperties(creds.location(), passcodes.location(), DefaultLimits.LIMITS), this.lock);
	}

	private void assertRefused(VersionBefore creds, VersionBefore passcodes, String reason) {
		assertThatIllegalStateException().isThrownBy(() -> open(creds, passcodes)).withMessageContaining(reason);
		creds.assertUnchanged();
		passcodes.assertUnchanged();
	}

}
