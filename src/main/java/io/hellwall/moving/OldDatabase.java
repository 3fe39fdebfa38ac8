package io.hellwall.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.hellwall.account.ImportStoppedException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The accounts of the first implementation: a SQLite file with one table
 * {@code op_creds}. It is locked while it is open, so that the old server cannot write.
 */
final class OldDatabase implements AccountSource {

	/** What every SQLite file begins with. */
	static final String MAGIC = "SQLite format 3\0";

	private static final int BUSY_MILLIS = 2000;

	private final Connection connection;

	private final List<OldRow> rows;

	private final byte[] digest;

	private final List<Incoming> accounts;

	private final Iterator<Incoming> next;

	private final boolean forgotten;

	private OldDatabase(Connection connection) throws SQLException {
		this.connection = connection;
		MessageDigest digest = LineSource.sha256();
		this.rows = rows(connection, digest);
		this.digest = digest.digest();
		this.accounts = OldAccounts.of(this.rows);
		this.next = this.accounts.iterator();
		this.forgotten = OldFile.isForgotten(connection);
	}

	private static List<OldRow> rows(Connection connection, MessageDigest digest) throws SQLException {
		List<OldRow> rows = new ArrayList<>();
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(OldRow.SELECT)) {
			while (row.next()) {
				rows.add(OldRow.read(row, digest));
			}
		}
		return rows;
	}

	/** SHA-256 of all rows, as {@link #digest()} of somebody who opens it now. */
	static byte[] digest(Connection connection) throws SQLException {
		MessageDigest digest = LineSource.sha256();
		rows(connection, digest);
		return digest.digest();
	}

	/**
	 * Opens and locks the file.
	 * @throws ImportRefusedException if it is another database, or somebody uses it
	 */
	static OldDatabase open(Path file) throws ImportRefusedException {
		try {
			if (!has(file, "op_creds")) {
				throw new ImportRefusedException("--from is a database, but not one of the first implementation");
			}
		}
		catch (ImportStoppedException ex) {
			throw new ImportRefusedException(String.valueOf(ex.getMessage()), ex);
		}
		try {
			Connection connection = connect(file);
			try {
				return new OldDatabase(connection);
			}
			catch (SQLException | RuntimeException ex) {
				connection.close();
				throw ex;
			}
		}
		catch (SQLException ex) {
			throw new ImportRefusedException(
					"--from is in use or damaged: stop the old server, then try again (" + ex.getErrorCode() + ")", ex);
		}
	}

	/** A connection that has the file for itself, in a transaction. */
	private static Connection connect(Path file) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setBusyTimeout(BUSY_MILLIS);
		config.setTransactionMode(SQLiteConfig.TransactionMode.EXCLUSIVE);
		Connection connection = config.createConnection("jdbc:sqlite:" + file);
		connection.setAutoCommit(false);
		return connection;
	}

	/**
	 * Whether a file is a database of the first implementation with this table. Such a
	 * database has no history of migrations.
	 * @throws ImportStoppedException if that cannot be found out. To say no would leave
	 * clear passwords in the file, or let a service open it as its own store
	 */
	static boolean has(Path file, String table) {
		try {
			if (!Files.isRegularFile(file) || !isSqlite(start(file))) {
				return false;
			}
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
		try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery("select sum(name = '" + table
						+ "'), sum(name = 'flyway_schema_history')" + " from sqlite_schema where type = 'table'")) {
			return found.next() && found.getInt(1) == 1 && found.getInt(2) == 0;
		}
		catch (SQLException ex) {
			int code = ex.getErrorCode() & 0xFF; // the upper bits are details
			if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
				return false;
			}
			if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
				throw new ImportStoppedException(file + " is in use: stop what uses it, then try again", ex);
			}
			throw unreadable(file, ex);
		}
	}

	private static ImportStoppedException unreadable(Path file, Exception ex) {
		return new ImportStoppedException(file + " cannot be read: check its rights and the disk, or restore it from a"
				+ " backup (" + ex.getMessage() + ")", ex);
	}

	private static byte[] start(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return in.readNBytes(MAGIC.length());
		}
	}

	static boolean isSqlite(byte[] start) {
		return new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC);
	}

	/** Whether all of it was taken, and its passwords were deleted, before. */
	boolean isForgotten() {
		return this.forgotten;
	}

	/** The keys of the addresses that become accounts. */
	List<String> keys() {
		return this.accounts.stream()
			.map(Incoming::person)
			.filter(Objects::nonNull)
			.map((person) -> person.email().key())
			.toList();
	}

	/** What is in it, for people. */
	String describe() {
		if (this.forgotten) {
			return "all its accounts were taken, and what is left to do is to rename it";
		}
		long taken = this.accounts.stream().filter((account) -> account.person() != null).count();
		return this.rows.size() + " rows, of which " + taken + " accounts can be made; " + (size() - taken)
				+ " addresses or rows cannot be taken";
	}

	@Override
	public byte[] digest() {
		return this.digest.clone();
	}

	@Override
	public long size() {
		return this.accounts.size();
	}

	@Override
	public @Nullable Incoming next() {
		return this.next.hasNext() ? this.next.next() : null;
	}

	@Override
	public void close() throws IOException {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			throw new IOException("the old database cannot be closed", ex);
		}
	}

}
