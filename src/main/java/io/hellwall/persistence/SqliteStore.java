package io.hellwall.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.dialect.Dialect;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * One SQLite file: a single connection that writes, and a pool of connections that only
 * read, beside it. SQLite has one writer at a time; queueing for it here, in the order of
 * arrival, beats having each caller poll for the file lock.
 */
final class SqliteStore implements Store {

	static final String PREFIX = "jdbc:sqlite:";

	private static final int BUSY_TIMEOUT_MILLIS = 5000;

	/** Reads are short and hold a core: more connections than this only take memory. */
	private static final int READERS = 2 * Runtime.getRuntime().availableProcessors();

	/** More than the kinds of them that there are. */
	private static final int STATEMENTS = 100;

	/** What the migrations leave open. */
	static final Map<String, String> TYPES = Map.of("uuid", "blob", "bytes", "blob", "identity",
			"integer primary key autoincrement", "clustered", " without rowid", "only_sqlite", "");

	private final String name;

	private final Path file;

	private final HikariDataSource writer;

	private final BasicDataSource readers;

	/**
	 * Opens the file, creates or upgrades its schema and checks it.
	 * @throws IllegalStateException if it cannot be opened, is damaged, is newer than
	 * this program, or would not keep what was committed through a power loss
	 */
	SqliteStore(String name, String url) {
		this.name = name;
		this.file = Path.of(url.substring(PREFIX.length()));
		createFolder();
		checkFile(url);
		migrate(url);
		this.writer = writer(name, url);
		this.readers = readers(url);
	}

	/**
	 * Writes through the one writer; what is read in a read-only transaction, beside it.
	 */
	@Override
	public DataSource dataSource() {
		LazyConnectionDataSourceProxy routing = new LazyConnectionDataSourceProxy(
				new FairWriter(this.writer, BUSY_TIMEOUT_MILLIS));
		routing.setReadOnlyDataSource(this.readers);
		// Known, so it need not be asked of the one writer.
		routing.setDefaultAutoCommit(true);
		routing.setDefaultTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
		return routing;
	}

	@Override
	public DataSource readers() {
		return this.readers;
	}

	@Override
	public Class<? extends Dialect> dialect() {
		return SQLiteDialect.class;
	}

	@Override
	public InstantSource time(InstantSource machine) {
		return machine;
	}

	@Override
	public void close() {
		try {
			this.readers.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("a connection cannot be closed", ex);
		}
		finally {
			this.writer.close();
		}
	}

	private void createFolder() {
		Path folder = this.file.toAbsolutePath().getParent();
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] ownerOnly = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
				: new FileAttribute<?>[0];
		try {
			Files.createDirectories(folder, ownerOnly);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot create the folder " + folder + ": " + ex.getMessage(), ex);
		}
	}

	private void checkFile(String url) {
		try (Connection connection = source(url, config(false)).getConnection()) {
			check(connection, "the " + this.name + " database " + this.file);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("the " + this.name + " database " + this.file
					+ " cannot be opened or is damaged: restore it from a backup, or check the disk and the rights on the folder ("
					+ ex.getMessage() + ")", ex);
		}
	}

	/** Whether the connection keeps what it commits, and finds the file in order. */
	static void check(Connection connection, String database) throws SQLException {
		Map<String, String> wanted = Map.of("journal_mode", "wal", "synchronous", "2", "quick_check(1)", "ok");
		for (Map.Entry<String, String> pragma : wanted.entrySet()) {
			try (Statement statement = connection.createStatement();
					ResultSet result = statement.executeQuery("pragma " + pragma.getKey())) {
				String found = result.next() ? result.getString(1) : "nothing";
				if (!pragma.getValue().equals(found)) {
					throw new IllegalStateException(database + " answers " + pragma.getKey() + " with '" + found
							+ "' instead of '" + pragma.getValue()
							+ "': it is damaged, or lies on a file system that cannot keep it; restore it from a backup or move it to a local disk");
				}
			}
		}
	}

	private void migrate(String url) {
		SQLiteConfig config = config(false);
		// To drop a table that is made anew would delete what refers to its rows.
		config.enforceForeignKeys(false);
		try {
			Flyway.configure()
				.dataSource(source(url, config))
				.locations("classpath:db/" + this.name)
				.placeholders(TYPES)
				.ignoreMigrationPatterns(new String[0]) // a newer schema stops an older
														// program
				.load()
				.migrate();
		}
		catch (FlywayException ex) {
			throw new IllegalStateException("the " + this.name + " database " + this.file
					+ " cannot be brought to this version's schema: " + ex.getMessage(), ex);
		}
	}

	private static HikariDataSource writer(String name, String url) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName(name + "-writer");
		pool.setDataSource(source(url, config(false)));
		pool.setMaximumPoolSize(1);
		pool.setConnectionTimeout(BUSY_TIMEOUT_MILLIS);
		pool.setExceptionOverride(new SqliteEviction());
		return pool;
	}

	/**
	 * Keeps statements with their connections: to prepare one takes longer than to run
	 * it.
	 */
	private static BasicDataSource readers(String url) {
		BasicDataSource pool = new BasicDataSource();
		pool.setUrl(url);
		config(true).toProperties().forEach((name, value) -> pool.addConnectionProperty((String) name, (String) value));
		pool.setMaxTotal(READERS);
		pool.setMaxIdle(READERS);
		pool.setMaxWait(Duration.ofMillis(BUSY_TIMEOUT_MILLIS));
		pool.setTestOnBorrow(false); // a file does not hang up
		pool.setPoolPreparedStatements(true);
		pool.setMaxOpenPreparedStatements(STATEMENTS);
		return pool;
	}

	private static SQLiteDataSource source(String url, SQLiteConfig config) {
		SQLiteDataSource source = new SQLiteDataSource(config);
		source.setUrl(url);
		return source;
	}

	private static SQLiteConfig config(boolean readOnly) {
		SQLiteConfig config = new SQLiteConfig();
		config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
		if (readOnly) {
			config.setReadOnly(true);
		}
		else {
			config.setJournalMode(SQLiteConfig.JournalMode.WAL);
			config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
			config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
			config.enforceForeignKeys(true);
		}
		return config;
	}

}
