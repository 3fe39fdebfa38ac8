package io.hellwall.persistence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.hellwall.TestPostgres;
import io.hellwall.persistence.StoreProperties.Location;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PostgresStoreTest {

	static EmbeddedPostgres server;

	@BeforeAll
	static void start() throws IOException {
		server = TestPostgres.builder().start();
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	@Test
	void openWhenBothShareADatabaseThenEachHasASchemaOfItsOwn() throws Exception {
		try (Store creds = Store.open("creds", location(""), DefaultLimits.LIMITS);
				Store passcodes = Store.open("passcodes", location(""), DefaultLimits.LIMITS)) {
			assertThat(ask(creds, "select count(*) from master_token")).isEqualTo("0");
			assertThat(ask(passcodes, "select count(*) from passcode")).isEqualTo("0");
			assertThat(ask(creds, "select current_schema()")).isEqualTo("hellwall_creds");
			assertThat(ask(passcodes, "select current_schema()")).isEqualTo("hellwall_passcodes");
		}
	}

	@Test
	void openWhenCommitsAreNotSyncedThenRefuses() {
		assertThatIllegalStateException()
			.isThrownBy(
					() -> Store.open("creds", location("&options=-c%20synchronous_commit=off"), DefaultLimits.LIMITS))
			.withMessageContaining("the creds store has synchronous_commit 'off'");
	}

	@Test
	void openWhenNobodyAnswersThenSaysWhatToCheck() {
		assertThatIllegalStateException().isThrownBy(() -> Store.open("creds",
				new Location("jdbc:postgresql://127.0.0.1:1/hellwall", "hellwall", "a secret"), DefaultLimits.LIMITS))
			.withMessageContaining("check hellwall.store.creds and the server")
			.withMessageNotContaining("a secret");
	}

	@Test
	void openWhenSchemaIsNewerThanTheProgramThenRefuses() throws Exception {
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database newer");
		}
		Location newer = new Location(server.getJdbcUrl("postgres", "newer"), null, null);
		try (Store passcodes = Store.open("passcodes", newer, DefaultLimits.LIMITS);
				Connection connection = passcodes.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("insert into flyway_schema_history select 99, '99', 'later', 'SQL', 'V99', 1,"
					+ " installed_by, installed_on, execution_time, success from flyway_schema_history limit 1");
		}
		assertThatIllegalStateException().isThrownBy(() -> Store.open("passcodes", newer, DefaultLimits.LIMITS))
			.withMessageContaining("brought to this version's schema");
	}

	private static Location location(String options) {
		return new Location(server.getJdbcUrl("postgres", "postgres") + options, null, null);
	}

	private static String ask(Store store, String sql) throws SQLException {
		try (Connection connection = store.dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
	}

}
