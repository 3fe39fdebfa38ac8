package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.flywaydb.core.api.MigrationVersion;
import org.sqlite.SQLiteDataSource;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A copy of a store on SQLite, which nobody else uses. */
final class StoreFile implements AutoCloseable {

	private static final String HISTORY = "flyway_schema_history";

	private final Connection connection;

	private StoreFile(Connection connection) {
		this.connection = connection;
	}

	static StoreFile open(Path file) throws SQLException {
		return new StoreFile(source(file).getConnection());
	}

	static SQLiteDataSource source(Path file) {
		SQLiteDataSource source = new SQLiteDataSource();
		source.setUrl("jdbc:sqlite:" + file);
		return source;
	}

	/**
	 * Leaves no file beside it when it is closed. The next service that opens it undoes
	 * that.
	 */
	void keepInOneFile() throws SQLException {
		strings("pragma journal_mode = delete");
	}

	/**
	 * @throws BackupRefusedException if SQLite finds it damaged
	 */
	void check(String name) throws BackupRefusedException {
		try {
			List<String> found = new ArrayList<>(strings("pragma integrity_check(1)"));
			found.addAll(strings(
					"select \"table\" || ' refers to a row that is missing' from pragma_foreign_key_check limit 1"));
			found.remove("ok");
			if (!found.isEmpty()) {
				throw new BackupRefusedException(name + " is damaged: " + found.getFirst());
			}
		}
		catch (SQLException ex) {
			throw new BackupRefusedException(name + " is damaged: " + BackupRefusedException.reason(ex), ex);
		}
	}

	/** The number of rows of each table. */
	Map<String, Long> rows() throws SQLException {
		Map<String, Long> rows = new LinkedHashMap<>();
		for (String table : strings(
				"select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")) {
			if (!table.equals(HISTORY)) {
				rows.put(table, Long.valueOf(strings("select count(*) from \"" + table + "\"").getFirst()));
			}
		}
		return rows;
	}

	/** The version of its schema. */
	String schema() throws SQLException {
		return strings("select version from " + HISTORY
				+ " where success and version is not null order by installed_rank desc limit 1")
			.stream()
			.findFirst()
			.orElse("0");
	}

	/** The newest version of a store's schema that this program knows. */
	static String newestSchema(String store) throws IOException {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		return Stream
			.of(resources.getResources("classpath*:db/" + store + "/V*.sql"),
					resources.getResources("classpath*:db/sqlite/" + store + "/V*.sql"))
			.flatMap(Stream::of)
			.map(Resource::getFilename)
			.map((name) -> Objects.requireNonNull(name).substring(1, name.indexOf("__")).replace('_', '.'))
			.max(Comparator.comparing(MigrationVersion::fromVersion))
			.orElseThrow();
	}

	private List<String> strings(String sql) throws SQLException {
		List<String> strings = new ArrayList<>();
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				strings.add(rows.getString(1));
			}
		}
		return strings;
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
