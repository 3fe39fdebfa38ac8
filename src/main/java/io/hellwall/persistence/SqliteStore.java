package io.hellwall.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.hellwall.metrics.Meters;
import io.hellwall.sqlite.GroupCommit;
import io.hellwall.sqlite.SqliteOptions;
import io.hellwall.sqlite.SqlitePool;
import io.micrometer.core.instrument.Tags;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.dialect.Dialect;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * One SQLite file with one connection that writes and several that only read. SQLite has
 * one writer at a time. Callers wait for it in a queue here, which is faster than if each
 * of them polled for the lock of the file, and lets them share a commit.
 */
final class SqliteStore implements Store {

	static final String PREFIX = "jdbc:sqlite:";

	/** What SQLite adds to the name of the file for the log and for shared memory. */
	private static final List<String> BESIDE = List.of("-wal", "-shm");

	private static final int CHECK_TIMEOUT_MILLIS = 1000;

	/** The time in which others may join the commit of a transaction. */
	private static final Duration GROUP = Duration.ofMillis(5);

	/** A read is short and keeps a core busy: more connections would only take memory. */
	private static final int READERS = 2 * Runtime.getRuntime().availableProcessors();

	/** What the migrations leave open. */
	static final Map<String, String> TYPES = Map.of("uuid", "blob", "bytes", "blob", "identity",
			"integer primary key autoincrement", "clustered", " without rowid", "only_sqlite", "");

	private final String url;

	private final Path file;

	private final GroupCommit writer;

	private final SqlitePool readers;

	/** Connects to a file with the {@link #schema} of this version. */
	SqliteStore(String name, String url, Meters meters) {
		this.url = url;
		this.file = file(url);
		this.writer = new GroupCommit(new SqlitePool(url, SqliteOptions.toWrite(), 1, SqliteOptions.BUSY_TIMEOUT),
				GROUP, name, meters);
		this.readers = new SqlitePool(url, SqliteOptions.toRead(), READERS, SqliteOptions.BUSY_TIMEOUT);
		meters.gauge(Store.WAITING, Store.WAITING_DESCRIPTION, Tags.of("store", name), this.writer::waiting);
		FileMeter.watch(name, this.file, meters);
	}

	/** Read-only transactions use the readers, all others the one writer. */
	@Override
	public DataSource dataSource() {
		LazyConnectionDataSourceProxy routing = new LazyConnectionDataSourceProxy(this.writer);
		routing.setReadOnlyDataSource(this.readers);
		// Without these two, the proxy would ask the one writer for them.
		routing.setDefaultAutoCommit(true);
		routing.setDefaultTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
		return routing;
	}

	@Override
	public DataSource readers() {
		return this.readers;
	}

	/** Not the one writer, for which a check would have to wait behind all others. */
	@Override
	public DataSource writeChecks() {
		SQLiteConfig config = SqliteOptions.toWrite();
		config.setBusyTimeout(CHECK_TIMEOUT_MILLIS);
		return source(this.url, config);
	}

	@Override
	public long room() {
		try {
			return Files.getFileStore(this.file).getUsableSpace();
		}
		catch (IOException ex) {
			return 0; // the file is gone
		}
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
		try (this.writer; this.readers) {
			// closes both, also if one of them fails
		}
		catch (SQLException ex) {
			throw new IllegalStateException("a connection cannot be closed", ex);
		}
	}

	/** Opens the file, creates it if it is missing, and checks it. */
	static Schema schema(String name, String url) {
		String database = "the " + name + " database " + file(url);
		createFile(file(url));
		try (Connection connection = source(url, SqliteOptions.toWrite()).getConnection()) {
			check(connection, database);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(database
					+ " cannot be opened or is damaged: restore it from a backup, or check the disk and the rights on the folder ("
					+ ex.getMessage() + ")", ex);
		}
		return new Schema(migrations(name, url),
				(reason) -> database + " cannot be brought to this version's schema: " + reason);
	}

	private static Path file(String url) {
		return Path.of(url.substring(PREFIX.length()));
	}

	/**
	 * Creates the file, for its owner alone, before SQLite does. SQLite gives the files
	 * beside it the same permissions.
	 */
	private static void createFile(Path file) {
		PrivateFiles.createFolder(file);
		PrivateFiles.create(file);
		for (String suffix : BESIDE) {
			PrivateFiles.protect(file.resolveSibling(file.getFileName() + suffix));
		}
	}

	/** Checks that a commit survives a power loss and that the file is not damaged. */
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

	private static FluentConfiguration migrations(String name, String url) {
		SQLiteConfig config = SqliteOptions.toWrite();
		// Otherwise, a migration that drops a table to rebuild it would delete the rows
		// that refer to it.
		config.enforceForeignKeys(false);
		return Flyway.configure()
			.dataSource(source(url, config))
			.locations("classpath:db/" + name, "classpath:db/sqlite/" + name)
			.placeholders(TYPES)
			.ignoreMigrationPatterns(new String[0]); // a newer schema stops an older
														// program
	}

	private static SQLiteDataSource source(String url, SQLiteConfig config) {
		SQLiteDataSource source = new SQLiteDataSource(config);
		source.setUrl(url);
		return source;
	}

}
