package io.hellwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.bench.Load.Client;
import io.hellwall.token.Seed;

/** What the machine gives, without any service. */
final class Machine {

	private Machine() {
	}

	/**
	 * On every core, one hash of a password after the other, as the service makes them.
	 */
	static List<Client> argon2id() {
		byte[] password = Seed.PASSWORD.getBytes(StandardCharsets.US_ASCII);
		List<Client> cores = new ArrayList<>();
		for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
			Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id);
			cores.add(() -> argon2.hash(2, 19_456, 1, password).isEmpty() ? 0 : 1);
		}
		return cores;
	}

	/**
	 * On one thread, one commit of one row after the other, each of them durable, in a
	 * file with the settings that the service has for its own.
	 */
	static Client durableCommit(Path folder, int rows) throws SQLException {
		Path file = folder.resolve("machine.db");
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
		try (Statement statement = connection.createStatement()) {
			statement.execute("pragma journal_mode = wal");
			statement.execute("pragma synchronous = full");
			statement.execute("create table t (id integer primary key, n integer not null)");
			statement.execute("with recursive r(i) as (select 0 union all select i + 1 from r where i < " + (rows - 1)
					+ ") insert into t select i, i from r");
		}
		PreparedStatement write = connection.prepareStatement("update t set n = n + 1 where id = ?");
		return new Client() {

			@Override
			public int next() throws SQLException {
				write.setInt(1, ThreadLocalRandom.current().nextInt(rows));
				return write.executeUpdate();
			}

			@Override
			public void close() throws IOException {
				try {
					connection.close();
				}
				catch (SQLException ex) {
					throw new IOException(ex);
				}
				Files.delete(file);
			}

		};
	}

}
