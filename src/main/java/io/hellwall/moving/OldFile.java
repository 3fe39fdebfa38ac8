package io.hellwall.moving;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.hellwall.account.ImportStoppedException;
import io.hellwall.persistence.PrivateFiles;
import org.sqlite.SQLiteConfig;

/**
 * A file of the first implementation that was imported. It loses every secret, then it
 * gets another name.
 */
final class OldFile {

	/** Marks a file in which the secrets were deleted: the bytes of "HWfo". */
	private static final int FORGOTTEN = 0x4857666F;

	private static final int BUSY_MILLIS = 2000;

	private static final String ASIDE = ".imported";

	private final Path file;

	private final String table;

	private final String secrets;

	private final String others;

	private final String delete;

	private OldFile(Path file, String table, String secrets, String others, String delete) {
		this.file = file;
		this.table = table;
		this.secrets = secrets;
		this.others = others;
		this.delete = delete;
	}

	static OldFile creds(Path file) {
		return new OldFile(file, "op_creds", "password, token", "mac, email, phone, expiry",
				"update op_creds set password = '', token = ''");
	}

	static OldFile passcodes(Path file) {
		return new OldFile(file, "passcode_table", "passcode, email", "mac", "delete from passcode_table");
	}

	/** Whether the file is still there, and of the first implementation. */
	boolean exists() {
		return OldDatabase.has(this.file, this.table);
	}

	Path file() {
		return this.file;
	}

	/** Whether its secrets were deleted, so that it was imported before. */
	static boolean isForgotten(Connection connection) throws SQLException {
		return number(connection, "pragma application_id") == FORGOTTEN;
	}

	/**
	 * Deletes every secret, in the free pages and in the journal too, and looks whether
	 * one is left. May be called again after a crash.
	 * @param check whether the content is what may be deleted
	 * @throws ImportStoppedException if it is not, if a secret is left, or if the file is
	 * in use
	 */
	void forget(Check check) {
		try {
			List<byte[]> deleted = new ArrayList<>();
			try (Connection connection = connect()) {
				run(connection, "pragma journal_mode = persist");
				run(connection, "pragma secure_delete = on");
				connection.setAutoCommit(false);
				if (!isForgotten(connection)) {
					if (!check.passes(connection)) {
						throw new ImportStoppedException(this.file + " was changed after its accounts were read: stop"
								+ " the old server, and run the import again");
					}
					deleted.addAll(values(connection, this.secrets));
					run(connection, this.delete);
					run(connection, "pragma application_id = " + FORGOTTEN);
				}
				connection.commit();
				connection.setAutoCommit(true);
				run(connection, "vacuum");
			}
			overwrite(this.file.resolveSibling(this.file.getFileName() + "-journal"));
			check(deleted);
		}
		catch (SQLException | IOException ex) {
			throw new ImportStoppedException("all accounts were taken, but " + this.file
					+ " still holds clear passwords: stop whatever uses it, and run the import again ("
					+ ex.getMessage() + ")", ex);
		}
	}

	private Connection connect() throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setBusyTimeout(BUSY_MILLIS);
		config.setTransactionMode(SQLiteConfig.TransactionMode.EXCLUSIVE);
		return config.createConnection("jdbc:sqlite:" + this.file);
	}

	private void check(List<byte[]> deleted) throws SQLException, IOException {
		List<byte[]> kept;
		try (Connection connection = connect()) {
			kept = values(connection, this.others);
			if (number(connection, "pragma freelist_count") != 0) {
				throw new IOException("it has free pages");
			}
			try (Statement statement = connection.createStatement();
					ResultSet schema = statement.executeQuery("select sql from sqlite_schema")) {
				while (schema.next()) {
					kept.add(String.valueOf(schema.getString(1)).getBytes(StandardCharsets.UTF_8));
				}
			}
		}
		ClearText secrets = new ClearText(deleted);
		secrets.ignore(kept);
		if (secrets.isIn(Files.readAllBytes(this.file))) {
			throw new IOException("a page of it holds a password");
		}
	}

	private List<byte[]> values(Connection connection, String columns) throws SQLException {
		List<byte[]> values = new ArrayList<>();
		List<String> casts = Arrays.stream(columns.split(", ", -1)).map((it) -> "cast(" + it + " as blob)").toList();
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select " + String.join(", ", casts) + " from " + this.table)) {
			while (row.next()) {
				for (int i = 1; i <= casts.size(); i++) {
					byte[] value = row.getBytes(i);
					if (value != null) {
						values.add(value);
					}
				}
			}
		}
		return values;
	}

	private static int number(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getInt(1);
		}
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** The journal holds the pages as they were before. */
	private static void overwrite(Path journal) throws IOException {
		if (Files.exists(journal)) {
			try (RandomAccessFile bytes = new RandomAccessFile(journal.toFile(), "rws")) {
				byte[] zeros = new byte[64 * 1024];
				for (long left = bytes.length(); left > 0; left -= zeros.length) {
					bytes.write(zeros, 0, (int) Math.min(left, zeros.length));
				}
			}
			Files.delete(journal);
		}
	}

	/** Gives the file another name, beside the old one. */
	void setAside() {
		try {
			PrivateFiles.protect(this.file);
			Path aside = aside(1);
			for (int i = 2; Files.exists(aside); i++) {
				aside = aside(i);
			}
			Files.move(this.file, aside);
		}
		catch (IOException ex) {
			throw new ImportStoppedException("all accounts were taken, but " + this.file
					+ " cannot be renamed: rename it, and start again (" + ex.getMessage() + ")", ex);
		}
	}

	boolean isAside() {
		return Files.exists(aside(1));
	}

	private Path aside(int number) {
		return this.file.resolveSibling(this.file.getFileName() + ASIDE + ((number > 1) ? "-" + number : ""));
	}

	/** Looks at the content of a file before it is deleted. */
	@FunctionalInterface
	interface Check {

		boolean passes(Connection connection) throws SQLException;

	}

}
