package io.hellwall.transfer;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.hellwall.Slow;
import io.hellwall.TestProgram;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.persistence.DefaultLimits;
import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An installation moves from SQLite to PostgreSQL and back. */
@Slow
@Order(1)
class StoreCopyTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	Path folder;

	private String postgres = "";

	@BeforeEach
	void takeAnEmptyDatabase() {
		String setting = TestStore.POSTGRES.settings()[0];
		this.postgres = setting.substring(setting.indexOf('=') + 1);
	}

	@Test
	void copyWhenThereAndBackThenSessionsAndPasscodesLiveOn() throws Exception {
		Path home = this.folder.resolve("home");
		String token;
		String successor;
		String reused;
		String waiting;
		String passcode;
		Instant now;
		try (TestService service = TestService.start(home)) {
			waiting = service.newAccount();
			token = service.newToken();
			reused = service.newToken();
			service.clock().advance(Duration.ofHours(1));
			successor = service.verify(token, MAC).text("token");
			service.verify(service.verify(reused, MAC).text("token"), MAC);
			passcode = service.passcode(waiting, MAC);
			service.clock().advance(Duration.ofSeconds(30));
			now = service.clock().instant();
		}
		Outcome there = copy(sqlite(home), this.postgres);
		assertThat(there.refusal()).isEmpty();
		assertThat(there.rows().toString()).matches(
				"\\{account=3, account_import=0, admin_key=0, audit_chain=1, audit_event=\\d+, audit_event_day=0, binding_sighting=0, client=0, notice=\\d+, registration=0, restore_epoch=0, server_key=1, session=2, master_token=4, webhook=0,"
						+ " guess=2, known_place=2, mail_pace=3, passcode=3, passcode_failures=0}");
		assertThat(there.progress()).contains("copied account: 3 rows", "verified account: 3 rows");
		Path returned = this.folder.resolve("returned");
		Outcome back = copy(both(this.postgres), "jdbc:sqlite:" + returned);
		assertThat(back.refusal()).isEmpty();
		assertThat(rows(sqlite(returned))).isEqualTo(rows(sqlite(home)));
		try (TestService service = TestService.start(this.folder.resolve("away"),
				"hellwall.key=" + Files.readString(home.resolve("server.key")).strip(),
				"hellwall.store.creds.url=" + this.postgres, "hellwall.store.passcodes.url=" + this.postgres)) {
			service.clock().set(now);
			assertThat(service.verify(token, MAC).text("token")).isEqualTo(successor);
			assertThat(service.verify(successor, MAC).text("status")).isEqualTo("authorized");
			assertThat(service.verify(reused, MAC).problem()).isEqualTo("unauthorized");
			assertThat(service.login(waiting, MAC, passcode).status()).isEqualTo(200);
			assertThat(service.login(waiting, MAC, passcode).status()).isEqualTo(401);
			String fresh = service.newToken();
			assertThat(service.verify(fresh, MAC).text("status")).isEqualTo("authorized");
			assertThat(service.renew(successor, MAC).status()).isEqualTo(200);
		}
		assertThat(events(both(this.postgres))).startsWith(events(sqlite(home)).toArray(new String[0]))
			.anyMatch((event) -> event.endsWith("TOKEN_REUSED"));
	}

	@Test
	void copyWhenNewRowsFollowThenTheyAreNumberedAboveTheCopiedOnes() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 3);
		assertThat(copy(home, this.postgres).refusal()).isEmpty();
		audit(both(this.postgres), 1);
		Path returned = this.folder.resolve("returned");
		assertThat(copy(both(this.postgres), "jdbc:sqlite:" + returned).refusal()).isEmpty();
		audit(sqlite(returned), 1);
		assertThat(events(sqlite(returned))).containsExactly("1 E", "2 E", "3 E", "4 E", "5 E");
	}

	@Test
	void copyWhenThousandsOfRowsThenPassInBatches() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 10_001);
		try (Store passcodes = Store.open("passcodes", home.passcodes(), DefaultLimits.PATIENT);
				Connection connection = passcodes.dataSource().getConnection();
				PreparedStatement insert = connection.prepareStatement(
						"insert into passcode values (zeroblob(16), ?, 'n', 'LOGIN', x'00', 6, 1, 2, 0, null)")) {
			connection.setAutoCommit(false);
			for (String mac : List.of("b", "B", "a-b", "aB", "ab", "ä", "z", "_", "\uffff", "\ud83d\ude00")) {
				insert.setString(1, mac);
				insert.executeUpdate();
			}
			connection.commit();
		}
		Outcome outcome = copy(home, this.postgres);
		assertThat(outcome.rows()).containsEntry("audit_event", 10_001L).containsEntry("passcode", 10L);
		assertThat(rows(both(this.postgres))).isEqualTo(rows(home));
	}

	@Test
	void copyWhenTablesReferToEachOtherThenInThatOrder() throws Exception {
		for (Location location : List.of(sqlite(this.folder).creds(), both(this.postgres).creds())) {
			try (Store creds = Store.open("creds", location, DefaultLimits.PATIENT);
					Connection connection = creds.dataSource().getConnection()) {
				update(connection,
						"create table a_later_one (token ${bytes} primary key references master_token (handle))"
							.replace("${bytes}", (connection.getSchema() != null) ? "bytea" : "blob"));
				assertThat(Table.of(connection)).extracting(Table::name)
					.containsSubsequence("session", "master_token", "a_later_one")
					.contains("account", "audit_event")
					.doesNotContain("flyway_schema_history");
			}
		}
	}

	@Test
	void copyWhenTheTargetHoldsAnythingThenRefusedAndUnchanged() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 2);
		try (Store passcodes = Store.open("passcodes", both(this.postgres).passcodes(), DefaultLimits.PATIENT);
				Connection connection = passcodes.dataSource().getConnection()) {
			update(connection, "insert into mail_pace values (gen_random_uuid(), 1)");
		}
		Map<String, List<String>> before = rows(both(this.postgres));
		assertRefused("the passcodes store of the target holds rows in mail_pace: nothing was copied; take an empty",
				copy(home, this.postgres));
		assertThat(rows(both(this.postgres))).isEqualTo(before);
	}

	@Test
	void copyWhenItDiffersThenTheTargetStaysEmpty() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 2);
		try (Store creds = Store.open("creds", both(this.postgres).creds(), DefaultLimits.PATIENT);
				Connection connection = creds.dataSource().getConnection()) {
			update(connection,
					"create function alter_it() returns trigger language plpgsql as 'begin new.reason = ''other'';"
							+ " return new; end'");
			update(connection, "create trigger t before insert on audit_event for each row when (new.id = 2)"
					+ " execute function alter_it()");
		}
		assertRefused("the copy of audit_event differs from the source after 1 rows: nothing was kept",
				copy(home, this.postgres));
		assertThat(rows(both(this.postgres)).values()).allMatch(List::isEmpty);
	}

	@Test
	void copyWhenTheTargetRefusesARowThenNothingOfItIsTold() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 2);
		try (Store creds = Store.open("creds", both(this.postgres).creds(), DefaultLimits.PATIENT);
				Connection connection = creds.dataSource().getConnection()) {
			update(connection, "alter table audit_event add check (id < 2)");
		}
		Outcome outcome = copy(home, this.postgres);
		assertRefused("the copy failed, and nothing of it was kept: ERROR: new row for relation \"audit_event\"",
				outcome);
		assertThat(outcome.refusal()).doesNotContain("values", "Failing row");
		assertThat(rows(both(this.postgres)).values()).allMatch(List::isEmpty);
	}

	@Test
	void copyWhenTheSourceIsBeingWrittenThenRefused() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 1);
		try (Connection other = DriverManager.getConnection(home.creds().url())) {
			update(other, "begin immediate");
			assertRefused("the source does not open: where it is in use, stop the service", copy(home, this.postgres));
			update(other, "rollback");
		}
		assertThat(copy(home, this.postgres).refusal()).isEmpty();
		try (Connection other = DriverManager.getConnection(this.postgres)) {
			other.setAutoCommit(false);
			update(other, "insert into hellwall_passcodes.mail_pace values (gen_random_uuid(), 1)");
			assertRefused("the passcodes store of the source is in use: stop the service",
					copy(both(this.postgres), "jdbc:sqlite:" + this.folder.resolve("returned")));
		}
	}

	@Test
	void copyWhenItRunsThenNobodyWritesToEitherSide() throws Exception {
		audit(sqlite(this.folder), 1);
		try (StoreCopy copy = new StoreCopy("creds", sqlite(this.folder).creds(), both(this.postgres).creds(),
				DefaultLimits.PATIENT);
				Connection source = DriverManager.getConnection(sqlite(this.folder).creds().url());
				Connection target = DriverManager.getConnection(this.postgres)) {
			assertThat(copy.counts()).containsEntry("audit_event", 1L);
			update(source, "pragma busy_timeout = 1");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> update(source, "delete from audit_event"))
				.withMessageContaining("SQLITE_BUSY");
			update(target, "set lock_timeout = '10ms'");
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> update(target, "insert into hellwall_creds.audit_event (at, event) values (1, 'E')"))
				.withMessageContaining("lock timeout");
		}
	}

	@Test
	void copyWhenOntoItselfThenRefused() throws Exception {
		StoreProperties home = sqlite(this.folder);
		audit(home, 1);
		assertRefused("the target does not open: where it is in use, stop the service",
				copy(home, "jdbc:sqlite:" + this.folder));
		assertThat(events(home)).hasSize(1);
	}

	@Test
	void copyWhenTheTargetIsNoDatabaseThenRefused() {
		assertRefused("--to must be jdbc:postgresql:", copy(sqlite(this.folder), "jdbc:mysql://localhost/x"));
		assertRefused("the target does not open: ",
				copy(sqlite(this.folder), "jdbc:postgresql://127.0.0.1:1/hellwall"));
	}

	@Test
	void progressWhenOnATerminalThenDrawsABar() {
		StringWriter drawn = new StringWriter();
		try (Progress progress = Progress.bar(new PrintWriter(drawn), "store copy", 200)) {
			progress.rows(100);
			progress.done("copied account", 100);
			progress.rows(100);
		}
		assertThat(drawn.toString()).startsWith("\r").contains("100%", "200/200").endsWith(System.lineSeparator());
	}

	/** As an administrator types it. */
	@Test
	void commandWhenItRunsAloneThenCopiesTheStores() throws Exception {
		audit(sqlite(this.folder), 2);
		Path err = this.folder.resolve("err");
		List<String> command = new ArrayList<>(TestProgram.command());
		command.addAll(List.of("store", "copy", "--to", this.postgres, "--to-username", "postgres",
				"--to-password-stdin", "--hellwall.data-dir=" + this.folder));
		Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
		try {
			process.getOutputStream().write("a secret\n".getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().close();
			String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(out).isEqualTo(
					"Copied and verified: account 0, account_import 0, admin_key 0, audit_chain 0, audit_event 2, audit_event_day 0, binding_sighting 0, client 0, notice 0, registration 0, restore_epoch 0, server_key 0, session 0,"
							+ " master_token 0, webhook 0, guess 0, known_place 0, mail_pace 0, passcode 0, passcode_failures 0"
							+ System.lineSeparator());
			assertThat(Files.readString(err)).contains("copied audit_event: 2 rows", "the same server key")
				.doesNotContain("a secret", "\tat ");
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(events(both(this.postgres))).containsExactly("1 E", "2 E");
	}

	private static Outcome copy(StoreProperties source, String to) {
		StringWriter progress = new StringWriter();
		try (PrintWriter out = new PrintWriter(progress)) {
			return new Outcome(new StoreTransfer(source).copyTo(to, null, null, out), "", progress.toString());
		}
		catch (CopyRefusedException ex) {
			return new Outcome(Map.of(), String.valueOf(ex.getMessage()), progress.toString());
		}
	}

	private static void assertRefused(String start, Outcome outcome) {
		assertThat(outcome.refusal()).isNotEmpty().startsWith(start);
	}

	private static StoreProperties sqlite(Path folder) {
		return new StoreProperties(new Location("jdbc:sqlite:" + folder.resolve("op_creds.db"), null, null),
				new Location("jdbc:sqlite:" + folder.resolve("op_passcodes.db"), null, null), DefaultLimits.PATIENT);
	}

	private static StoreProperties both(String url) {
		return new StoreProperties(new Location(url, null, null), new Location(url, null, null), DefaultLimits.PATIENT);
	}

	/** Adds events as the service does: the database numbers them. */
	private static void audit(StoreProperties stores, int count) throws SQLException {
		try (Store creds = Store.open("creds", stores.creds(), DefaultLimits.PATIENT);
				Connection connection = creds.dataSource().getConnection();
				PreparedStatement insert = connection
					.prepareStatement("insert into audit_event (at, event) values (1, 'E')")) {
			connection.setAutoCommit(false);
			for (int i = 0; i < count; i++) {
				insert.addBatch();
			}
			insert.executeBatch();
			connection.commit();
		}
	}

	private static List<String> events(StoreProperties stores) throws SQLException {
		try (Store creds = Store.open("creds", stores.creds(), DefaultLimits.PATIENT)) {
			return ask(creds, "select id || ' ' || event from audit_event order by id");
		}
	}

	/** All rows of all tables, in a form that both engines share. */
	private static Map<String, List<String>> rows(StoreProperties stores) throws SQLException {
		Map<String, List<String>> rows = new TreeMap<>();
		try (Store creds = Store.open("creds", stores.creds(), DefaultLimits.PATIENT);
				Store passcodes = Store.open("passcodes", stores.passcodes(), DefaultLimits.PATIENT)) {
			for (String table : List.of("account", "session", "master_token", "audit_event", "server_key")) {
				rows.put(table, ask(creds, "select * from " + table));
			}
			for (String table : List.of("passcode", "guess", "known_place", "mail_pace", "passcode_failures")) {
				rows.put(table, ask(passcodes, "select * from " + table));
			}
		}
		return rows;
	}

	private static List<String> ask(Store store, String sql) throws SQLException {
		List<String> rows = new ArrayList<>();
		try (Connection connection = store.readers().getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			while (result.next()) {
				List<String> row = new ArrayList<>();
				for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
					row.add(switch (result.getObject(i)) {
						case byte[] bytes -> HexFormat.of().formatHex(bytes);
						case UUID uuid -> uuid.toString().replace("-", "");
						case null, default -> result.getString(i);
					});
				}
				rows.add(String.join("|", row));
			}
		}
		return sql.contains("order by") ? rows : rows.stream().sorted().toList();
	}

	private static void update(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private record Outcome(Map<String, Long> rows, String refusal, String progress) {
	}

}
