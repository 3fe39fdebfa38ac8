package io.hellwall.persistence;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A PostgreSQL that crashes and comes back with its data, on its port. */
final class TestCluster implements AutoCloseable {

	private final Path data;

	private EmbeddedPostgres server;

	TestCluster(Path data) throws IOException {
		this.data = data;
		this.server = start(0);
	}

	/** Every session ends at once and nothing more is written. */
	void crash() throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-QUIT", Long.toString(this.server.getProcess().pid())).start().waitFor();
		assertThat(this.server.getProcess().waitFor(10, TimeUnit.SECONDS)).isTrue();
		this.server.close();
	}

	void startAgain() throws IOException {
		this.server = start(port());
	}

	int port() {
		return this.server.getPort();
	}

	JdbcTemplate sql() {
		return new JdbcTemplate(this.server.getPostgresDatabase());
	}

	Connection connect() throws SQLException {
		return this.server.getPostgresDatabase().getConnection();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private EmbeddedPostgres start(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setServerConfig("synchronous_commit", "on");
		return ((port != 0) ? builder.setPort(port) : builder).start();
	}

}
