package io.hellwall.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import io.hellwall.TestClock;
import io.hellwall.TestStore;
import io.hellwall.persistence.StoreProperties.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class StoreHealthTest {

	@TempDir
	Path folder;

	TestClock clock = new TestClock();

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void healthWhenAskedOftenThenWritesOnceInFiveSeconds(TestStore kind) {
		String url = (kind == TestStore.POSTGRES) ? kind.settings()[0].replaceFirst("[^=]+=", "") : url();
		try (Store store = Store.open("creds", new Location(url, null, null), DefaultLimits.LIMITS)) {
			StoreHealth health = new StoreHealth("creds", store, this.clock);
			long first = this.clock.millis();
			for (int i = 0; i < 5; i++) {
				assertThat(health.health().getStatus()).isEqualTo(Status.UP);
				assertThat(writtenAt(store)).isEqualTo(first);
				this.clock.advance(Duration.ofMillis(999));
			}
			this.clock.advance(Duration.ofMillis(5));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(writtenAt(store)).isEqualTo(first + 5000);
		}
	}

	@Test
	void healthWhenTheStoreIsReadOnlyThenIsDownUntilItIsNot() throws Exception {
		try (Store store = open(); Connection connection = DriverManager.getConnection(url())) {
			DataSource writes = new SingleConnectionDataSource(connection, true);
			StoreHealth health = new StoreHealth("creds", store.readers(), writes, () -> Long.MAX_VALUE, this.clock);
			pragma(connection, "query_only = 1");
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.health().getDetails().get("write")).asString().contains("readonly");
			pragma(connection, "query_only = 0");
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void healthWhenSomebodyHoldsTheFileThenIsDownAtTheSecondTry() throws Exception {
		try (Store store = open(); Connection other = DriverManager.getConnection(url())) {
			StoreHealth health = new StoreHealth("creds", store, this.clock);
			pragma(other, "journal_mode");
			try (Statement statement = other.createStatement()) {
				statement.execute("begin immediate");
				assertThat(health.health().getStatus()).isEqualTo(Status.UP);
				this.clock.advance(Duration.ofSeconds(5));
				assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
				statement.execute("rollback");
			}
			this.clock.advance(Duration.ofSeconds(5));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void healthWhenTheDiskIsFullThenIsDown() {
		try (Store store = open()) {
			long[] room = { 256 * 1024 };
			StoreHealth health = new StoreHealth("creds", store.readers(), store.writeChecks(), () -> room[0],
					this.clock);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			room[0]--;
			this.clock.advance(Duration.ofSeconds(5));
			assertThat(health.health().getDetails()).containsEntry("write", "the disk is full");
		}
	}

	@Test
	void healthWhenTheStoreIsClosedThenIsDown() {
		Store store = open();
		StoreHealth health = new StoreHealth("creds", store, this.clock);
		store.close();
		assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
	}

	private Store open() {
		return Store.open("creds", new Location(url(), null, null), DefaultLimits.LIMITS);
	}

	private String url() {
		return "jdbc:sqlite:" + this.folder.resolve("op_creds.db");
	}

	private static void pragma(Connection connection, String pragma) throws Exception {
		try (Statement statement = connection.createStatement()) {
			statement.execute("pragma " + pragma);
		}
	}

	private static long writtenAt(Store store) {
		return new JdbcTemplate(store.readers()).query("select at from write_check", (row, number) -> row.getLong(1))
			.getFirst();
	}

}
