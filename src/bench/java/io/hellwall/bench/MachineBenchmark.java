package io.hellwall.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What the machine gives, without any service: each as often as it can in a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MachineBenchmark {

	/** 100 bytes under a key that is set. */
	@Benchmark
	public byte[] hmac(Codes codes) {
		return codes.mac.doFinal(codes.message);
	}

	/** The hash of a password as the service makes it, on every core at once. */
	@Benchmark
	@Threads(Threads.MAX)
	public String argon2id(Passwords passwords) {
		return passwords.argon2.hash(2, 19_456, 1, passwords.password);
	}

	/** One of a million rows by its key. */
	@Benchmark
	public long pointRead(Database database) throws SQLException {
		database.read.setInt(1, ThreadLocalRandom.current().nextInt(Database.ROWS));
		try (ResultSet row = database.read.executeQuery()) {
			return row.getLong(1);
		}
	}

	/** One row, and back only when it is on the disk. */
	@Benchmark
	public int durableCommit(Database database) throws SQLException {
		database.write.setInt(1, ThreadLocalRandom.current().nextInt(Database.ROWS));
		return database.write.executeUpdate();
	}

	/** A key that is set. */
	@State(Scope.Thread)
	public static class Codes {

		private final byte[] message = new byte[100];

		@SuppressWarnings("NullAway.Init")
		private Mac mac;

		@Setup
		public void set() throws GeneralSecurityException {
			this.mac = Mac.getInstance("HmacSHA256");
			this.mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
		}

	}

	/** What hashes passwords. */
	@State(Scope.Thread)
	public static class Passwords {

		private final Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id);

		private final byte[] password = "correct horse battery staple".getBytes(StandardCharsets.US_ASCII);

	}

	/** A file with the settings that the service has for its own. */
	@State(Scope.Thread)
	@SuppressWarnings("NullAway.Init")
	public static class Database {

		private static final int ROWS = 1_000_000;

		private Path file;

		private Connection connection;

		private PreparedStatement read;

		private PreparedStatement write;

		@Setup
		public void open() throws Exception {
			this.file = Files.createTempFile(Path.of("target/bench").toAbsolutePath(), "machine", ".db");
			this.connection = DriverManager.getConnection("jdbc:sqlite:" + this.file);
			try (Statement statement = this.connection.createStatement()) {
				statement.execute("pragma journal_mode = wal");
				statement.execute("pragma synchronous = full");
				statement.execute("create table t (id integer primary key, n integer not null)");
				statement.execute("with recursive r(i) as (select 0 union all select i + 1 from r where i < "
						+ (ROWS - 1) + ") insert into t select i, i from r");
			}
			this.read = this.connection.prepareStatement("select n from t where id = ?");
			this.write = this.connection.prepareStatement("update t set n = n + 1 where id = ?");
		}

		@TearDown
		public void close() throws Exception {
			this.connection.close();
			Files.delete(this.file);
			Files.deleteIfExists(Path.of(this.file + "-wal"));
			Files.deleteIfExists(Path.of(this.file + "-shm"));
		}

	}

}
