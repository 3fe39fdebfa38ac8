package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** What the stores are kept in: each contract holds on all of them. */
public enum TestStore {

	SQLITE {
		@Override
		public String[] settings() {
			return new String[0];
		}
	},

	POSTGRES {
		@Override
		public String[] settings() {
			String database = "test_" + UUID.randomUUID().toString().replace("-", "");
			EmbeddedPostgres server = Server.RUNNING;
			try (Connection connection = server.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create database " + database);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			String url = server.getJdbcUrl("postgres", database);
			// Fifty requests at once for one row take longer than a second on a slow
			// machine.
			return new String[] { "hellwall.store.creds.url=" + url, "hellwall.store.passcodes.url=" + url,
					"hellwall.store.postgres.connection-timeout=20s", "hellwall.store.postgres.statement-timeout=10s",
					"hellwall.store.postgres.socket-timeout=20s" };
		}
	};

	/** Settings of a service on empty stores of this kind. */
	public abstract String[] settings();

	/**
	 * All of them; SQLite alone where the build leaves out what is {@link Slow};
	 * PostgreSQL alone where only its version is another one.
	 */
	public static final class Tested implements ArgumentsProvider {

		private static final String POSTGRES = System.getProperty("test.postgres", "true");

		@Override
		public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
			return Stream.of(values())
				.filter((it) -> !POSTGRES.equals((it == SQLITE) ? "only" : "false"))
				.map(Arguments::of);
		}

	}

	/** One server for all tests of a run; it ends with the process. */
	private static final class Server {

		private static final EmbeddedPostgres RUNNING = start();

		private static EmbeddedPostgres start() {
			try {
				return TestPostgres.builder().setServerConfig("max_connections", "1000").start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
