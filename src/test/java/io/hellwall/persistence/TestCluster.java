package io.hellwall.persistence;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.hellwall.FixedPort;
import io.hellwall.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A PostgreSQL that crashes and comes back with its data, on its port. */
final class TestCluster implements AutoCloseable {

	private final Path data;

	private final int port = FixedPort.free();

	private EmbeddedPostgres server;

	TestCluster(Path data) throws IOException {
		this.data = data;
		this.server = start();
	}

	/** Every session ends at once and nothing more is written. */
	void crash() throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-QUIT", Long.toString(this.server.getProcess().pid())).start().waitFor();
		assertThat(this.server.getProcess().waitFor(10, TimeUnit.SECONDS)).isTrue();
		this.server.close();
	}

	void startAgain() throws IOException {
		this.server = start();
	}

	int port() {
		return this.port;
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

	private EmbeddedPostgres start() throws IOException {
		return TestPostgres.builder()
			.setPort(this.port)
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.start();
	}

}
