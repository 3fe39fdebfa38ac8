package io.hellwall.transfer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of a store.
 *
 * @param key the columns of its primary key
 */
record Table(String name, List<Column> columns, List<Column> key) {

	/** Each database has its own. */
	private static final Set<String> NOT_COPIED = Set.of("flyway_schema_history", "write_check");

	/**
	 * All tables of a store, in an order in which rows can be inserted: a table comes
	 * after the tables that it refers to. They are read from the database, so that no
	 * table of a later version is forgotten.
	 */
	static List<Table> of(Connection connection) throws SQLException {
		Map<String, Set<String>> references = new TreeMap<>();
		DatabaseMetaData database = connection.getMetaData();
		for (String name : strings(database.getTables(null, connection.getSchema(), "%", new String[] { "TABLE" }),
				"TABLE_NAME")) {
			if (!NOT_COPIED.contains(name) && !name.startsWith("sqlite_")) {
				references.put(name, new TreeSet<>(
						strings(database.getImportedKeys(null, connection.getSchema(), name), "PKTABLE_NAME")));
			}
		}
		Set<String> ordered = new LinkedHashSet<>();
		while (ordered.size() < references.size()) {
			String next = references.entrySet()
				.stream()
				.filter((it) -> !ordered.contains(it.getKey()) && ordered.containsAll(it.getValue()))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("the tables refer to one another in a circle"))
				.getKey();
			ordered.add(next);
		}
		List<Table> tables = new ArrayList<>();
		for (String name : ordered) {
			tables.add(of(connection, name));
		}
		return tables;
	}

	private static Table of(Connection connection, String name) throws SQLException {
		List<Column> columns = new ArrayList<>();
		try (ResultSet result = connection.getMetaData().getColumns(null, connection.getSchema(), name, "%")) {
			while (result.next()) {
				columns.add(new Column(result.getString("COLUMN_NAME"), ColumnType.named(result.getString("TYPE_NAME")),
						"YES".equals(result.getString("IS_AUTOINCREMENT"))));
			}
		}
		Map<Integer, String> key = new TreeMap<>();
		try (ResultSet result = connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), name)) {
			while (result.next()) {
				key.put(result.getInt("KEY_SEQ"), result.getString("COLUMN_NAME"));
			}
		}
		if (key.isEmpty()) {
			throw new IllegalStateException("the table " + name + " has no primary key");
		}
		return new Table(name, columns,
				key.values()
					.stream()
					.flatMap((wanted) -> columns.stream().filter((column) -> column.name().equals(wanted)))
					.toList());
	}

	private static List<String> strings(ResultSet metadata, String label) throws SQLException {
		List<String> strings = new ArrayList<>();
		try (metadata) {
			while (metadata.next()) {
				strings.add(metadata.getString(label));
			}
		}
		return strings;
	}

	/** Selects all rows in the order of the primary key, the same on both databases. */
	String select(Engine engine) {
		return "select " + list(this.columns, (column) -> quoted(column.name())) + " from " + quoted(this.name)
				+ " order by " + list(this.key, engine::inByteOrder);
	}

	String insert() {
		return "insert into " + quoted(this.name) + " (" + list(this.columns, (column) -> quoted(column.name()))
				+ ") values (" + list(this.columns, (column) -> "?") + ")";
	}

	private static String list(List<Column> columns, Function<Column, String> text) {
		return columns.stream().map(text).collect(Collectors.joining(", "));
	}

	static String quoted(String name) {
		return '"' + name + '"';
	}

	/**
	 * A column.
	 *
	 * @param identity whether the database numbers new rows
	 */
	record Column(String name, ColumnType type, boolean identity) {
	}

}
