package io.hellwall.persistence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.persistence.StoreProperties.Location;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SqliteStoreTest {

	@TempDir
	Path folder;

	@Test
	void writerWhenItCommitsThenKeepsItAndChecksReferences() throws Exception {
		try (Store store = open("creds"); Connection writer = store.dataSource().getConnection()) {
			assertThat(ask(writer, "pragma journal_mode")).isEqualTo("wal");
			assertThat(ask(writer, "pragma synchronous")).isEqualTo("2");
			assertThat(ask(writer, "pragma busy_timeout")).isEqualTo("5000");
			assertThat(ask(writer, "pragma foreign_keys")).isEqualTo("1");
		}
	}

	@Test
	void readersWhenSomebodyWritesThenGoOnAndCannotWrite() throws Exception {
		try (Store store = open("passcodes");
				Connection writer = store.dataSource().getConnection();
				Connection reader = readOnly(store.dataSource())) {
			writer.setAutoCommit(false);
			update(writer, "insert into mail_pace (account_id, mailed_at) values (x'01', 1)");
			assertThat(ask(reader, "select count(*) from mail_pace")).isEqualTo("0");
			writer.commit();
			reader.commit();
			assertThat(ask(reader, "select count(*) from mail_pace")).isEqualTo("1");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> update(reader, "delete from mail_pace"))
				.withMessageContaining("readonly");
		}
	}

	/**
	 * Begun deferred, the second of two would read first and fail when it came to write.
	 */
	@Test
	void beginWhenATransactionWritesThenTakesTheWriteLock() throws Exception {
		try (Store store = open("passcodes");
				Connection writer = store.dataSource().getConnection();
				Connection other = DriverManager.getConnection(url())) {
			writer.setAutoCommit(false);
			ask(writer, "select count(*) from mail_pace");
			update(other, "pragma busy_timeout = 1");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> update(other, "delete from mail_pace"))
				.withMessageContaining("SQLITE_BUSY");
			writer.rollback();
		}
	}

	/**
	 * Believing that its transaction had begun, the driver would run the next one
	 * without.
	 */
	@Test
	void writerWhenAnotherProcessHeldTheFileThenHasTransactionsAgain() throws Exception {
		try (Store store = open("passcodes"); Connection other = DriverManager.getConnection(url())) {
			update(other, "begin immediate");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insertAndCommit(store.dataSource()))
				.withMessageContaining("SQLITE_BUSY");
			update(other, "rollback");
			try (Connection writer = store.dataSource().getConnection()) {
				writer.setAutoCommit(false);
				update(writer, "insert into mail_pace (account_id, mailed_at) values (x'01', 1)");
				writer.rollback();
			}
			assertThat(ask(other, "select count(*) from mail_pace")).isEqualTo("0");
			insertAndCommit(store.dataSource());
			assertThat(ask(other, "select count(*) from mail_pace")).isEqualTo("1");
		}
	}

	private static void insertAndCommit(DataSource source) throws SQLException {
		try (Connection writer = source.getConnection()) {
			writer.setAutoCommit(false);
			update(writer, "insert into mail_pace (account_id, mailed_at) values (x'01', 1)");
			writer.commit();
		}
	}

	/** The folder of the test exists, and the umask lets others read. */
	@Test
	void openWhenTheFolderExistedThenTheFilesAreForTheirOwnerAlone() throws Exception {
		try (Store store = open("creds"); Connection writer = store.dataSource().getConnection()) {
			update(writer, "delete from audit_event");
			assertThat(permissions()).containsOnlyKeys("store.db", "store.db-wal", "store.db-shm")
				.containsValue("rw-------")
				.doesNotContainValue("rw-r--r--");
		}
	}

	@Test
	void openWhenAnOlderVersionMadeTheFilesThenTakesTheRightsOfOthersAway() throws Exception {
		try (Store older = open("creds"); Connection writer = older.dataSource().getConnection()) {
			update(writer, "delete from audit_event");
			for (String file : permissions().keySet()) {
				Files.setPosixFilePermissions(this.folder.resolve(file), PosixFilePermissions.fromString("rw-rw-rw-"));
			}
			open("creds").close();
			assertThat(permissions()).hasSize(3).containsValue("rw-------").doesNotContainValue("rw-rw-rw-");
		}
	}

	private Map<String, String> permissions() throws IOException {
		Map<String, String> permissions = new TreeMap<>();
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.toList()) {
				permissions.put(file.getFileName().toString(),
						PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
			}
		}
		return permissions;
	}

	@Test
	void checkWhenJournalIsNoWalThenRefuses() throws Exception {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
			assertThatIllegalStateException().isThrownBy(() -> SqliteStore.check(connection, "the database"))
				.withMessageContaining("journal_mode");
		}
	}

	@Test
	void checkWhenCommitsAreNotSyncedThenRefuses() throws Exception {
		try (Connection connection = DriverManager.getConnection(url())) {
			update(connection, "pragma journal_mode = wal");
			update(connection, "pragma synchronous = normal");
			assertThatIllegalStateException().isThrownBy(() -> SqliteStore.check(connection, "the database"))
				.withMessageContaining("the database answers synchronous with '1' instead of '2'");
		}
	}

	@Test
	void openWhenAPageIsDamagedThenRefuses() throws Exception {
		open("creds").close();
		try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
			for (long page = 4096; page < file.length(); page += 4096) {
				file.seek(page);
				file.write(new byte[] { 77, 77, 77, 77, 77, 77, 77, 77 });
			}
		}
		assertThatIllegalStateException().isThrownBy(() -> open("creds"))
			.withMessageContaining("the creds database")
			.withMessageContaining("restore it from a backup");
	}

	@Test
	void openWhenSchemaIsNewerThanTheProgramThenRefuses() throws Exception {
		open("creds").close();
		try (Connection connection = DriverManager.getConnection(url())) {
			update(connection, "insert into flyway_schema_history select 99, '99', 'later', type, 'V99', checksum,"
					+ " installed_by, installed_on, execution_time, success from flyway_schema_history limit 1");
		}
		assertThatIllegalStateException().isThrownBy(() -> open("creds"))
			.withMessageContaining("cannot be brought to this version's schema");
	}

	@Test
	void openWhenSchemaIsOlderThenKeepsTheSessions() throws Exception {
		Flyway.configure()
			.dataSource(url(), null, null)
			.locations("classpath:db/creds", "classpath:db/sqlite/creds")
			.placeholders(SqliteStore.TYPES)
			.target("2")
			.load()
			.migrate();
		try (Connection connection = DriverManager.getConnection(url())) {
			update(connection,
					"insert into account values (x'0a', 'a@x.org', 'a@x.org', null, 'h', x'0f', 'ACTIVE', 1)");
			update(connection,
					"insert into session values (x'05', x'0a', 'a@x.org', x'0f', 'm', 'n', 1, 2, 3, 'LOGOUT')");
			update(connection, "insert into master_token values (x'01', x'05', 0, 2, null, 1)");
		}
		try (Store store = open("creds"); Connection writer = store.dataSource().getConnection()) {
			assertThat(ask(writer, "select wr from pragma_table_list('session')")).isEqualTo("1"); // without
																									// rowid
			assertThat(ask(writer, "select wr from pragma_table_list('account')")).isEqualTo("1");
			assertThat(ask(writer, "select password_hash from account")).isEqualTo("h");
			assertThat(ask(writer, "select count(*) from session")).isEqualTo("0"); // ended
																					// by
																					// version
																					// 8
			assertThat(ask(writer, "select count(*) from pragma_foreign_key_check")).isEqualTo("0");
			update(writer,
					"insert into session (id, account_id, email, credential_fingerprint, mac, network, opened_at,"
							+ " ends_at) values (x'05', x'0a', 'a@x.org', x'0f', 'm', 'n', 1, 2)");
			update(writer, "insert into master_token values (x'01', x'02', x'05', 0, 'strict n', 2, null, 1, null)");
			update(writer, "delete from session");
			assertThat(ask(writer, "select count(*) from master_token")).isEqualTo("0");
		}
	}

	@Test
	void openWhenOpenedTwiceThenKeepsWhatIsThere() throws Exception {
		try (Store store = open("passcodes"); Connection writer = store.dataSource().getConnection()) {
			update(writer, "insert into mail_pace (account_id, mailed_at) values (x'01', 1)");
		}
		try (Store store = open("passcodes"); Connection reader = store.dataSource().getConnection()) {
			assertThat(ask(reader, "select count(*) from mail_pace")).isEqualTo("1");
		}
		assertThat(Files.exists(file())).isTrue();
	}

	private Store open(String name) {
		return Store.open(name, new Location(url(), null, null), DefaultLimits.LIMITS);
	}

	private Path file() {
		return this.folder.resolve("store.db");
	}

	private String url() {
		return "jdbc:sqlite:" + file();
	}

	private static Connection readOnly(DataSource source) throws SQLException {
		Connection connection = source.getConnection();
		connection.setReadOnly(true);
		connection.setAutoCommit(false);
		return connection;
	}

	private static String ask(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
	}

	private static void update(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
