package io.hellwall.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.hellwall.TestStore;
import io.hellwall.persistence.StoreProperties.Location;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A database of the version before opens, and keeps its rows. */
class UpgradeTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenTheSchemaIsOfTheVersionBeforeThenUpgradesItAndKeepsTheRows(TestStore kind) throws Exception {
		Location credsBefore = VersionBefore.create(kind, "creds", this.folder).location();
		Location passcodesBefore = VersionBefore.create(kind, "passcodes", this.folder).location();
		try (Store creds = Store.open("creds", credsBefore, DefaultLimits.LIMITS);
				Connection connection = creds.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			assertThat(names(
					connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] { "TABLE" }),
					"TABLE_NAME"))
				.contains("account", "session", "master_token", "audit_event", "notice")
				.doesNotContain("shedlock");
			assertThat(
					names(connection.getMetaData().getIndexInfo(null, connection.getSchema(), "session", false, true),
							"INDEX_NAME"))
				.contains("session_ends", "session_ended", "session_live", "session_seen")
				.doesNotContain("session_account");
			assertThat(names(
					connection.getMetaData().getIndexInfo(null, connection.getSchema(), "audit_event", false, true),
					"INDEX_NAME"))
				.contains("audit_event_at")
				.doesNotContain("audit_event_account");
			assertThat(names(statement.executeQuery("select event from audit_event"), "event"))
				.containsExactly("LOGGED_OUT");
		}
		try (Store passcodes = Store.open("passcodes", passcodesBefore, DefaultLimits.LIMITS);
				Connection connection = passcodes.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			assertThat(names(statement.executeQuery("select mac from known_place"), "mac"))
				.containsExactly("aa:bb:cc:dd:ee:ff");
			assertThat(names(statement.executeQuery("select characters from passcode"), "characters"))
				.containsExactly("6");
			// They counted passcodes, too, and one closed the account.
			assertThat(names(statement.executeQuery("select origin from guess"), "origin")).isEmpty();
			assertThat(names(statement.executeQuery("select failures from passcode_failures"), "failures")).isEmpty();
		}
	}

	/** The obstacle is in the way of the fourth of many migrations that are missing. */
	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void openWhenAMigrationFailsThenTheVersionBeforeCanStill(TestStore kind) throws Exception {
		VersionBefore before = VersionBefore.create(kind, "creds", this.folder);
		before.execute("create table notice (id int)");
		assertThatIllegalStateException()
			.isThrownBy(() -> Store.open("creds", before.location(), DefaultLimits.LIMITS).close())
			.withMessageContaining("brought to this version's schema");
		before.assertUnchanged();
		before.execute("drop table notice");
		Store.open("creds", before.location(), DefaultLimits.LIMITS).close();
	}

	private static List<String> names(ResultSet rows, String column) throws SQLException {
		List<String> names = new ArrayList<>();
		try (rows) {
			while (rows.next()) {
				names.add(rows.getString(column));
			}
		}
		return names;
	}

}
