package io.hellwall.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.hellwall.account.ImportStoppedException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The way from the files of the first implementation to the stores of this one, which
 * have the same names. While accounts are imported, the new stores are in a folder beside
 * the old files. After that the old files lose their secrets and get other names, and the
 * new stores take their places. Each step may be done again, so a crash between two of
 * them does no harm.
 */
public final class Changeover {

	private static final String URL = "jdbc:sqlite:";

	private static final String FOLDER = "importing";

	private static final int BUSY_MILLIS = 2000;

	private final OldFile creds;

	private final OldFile passcodes;

	/** Whether the new stores take the places of the old files. */
	private final boolean inPlace;

	/** Of the rows that were read; null before that. */
	private final byte @Nullable [] digest;

	private Changeover(Path creds, Path passcodes, boolean inPlace, byte @Nullable [] digest) {
		this.creds = OldFile.creds(creds);
		this.passcodes = OldFile.passcodes(passcodes);
		this.inPlace = inPlace;
		this.digest = digest;
	}

	/**
	 * For the files that are where the stores of this service are to be.
	 * @param dataDir where the old files are looked for, if the stores are elsewhere
	 * @param credsUrl the JDBC URL of the creds store
	 * @param passcodesUrl the JDBC URL of the passcodes store
	 */
	public static Changeover of(Path dataDir, String credsUrl, String passcodesUrl) {
		return (credsUrl.startsWith(URL) && passcodesUrl.startsWith(URL))
				? new Changeover(path(credsUrl), path(passcodesUrl), true, null)
				: new Changeover(dataDir.resolve("op_creds.db"), dataDir.resolve("op_passcodes.db"), false, null);
	}

	/** For old files that are somewhere else. */
	static Changeover elsewhere(Path creds) {
		return new Changeover(creds, creds.resolveSibling("op_passcodes.db"), false, null);
	}

	/**
	 * The same after all accounts were read. Only rows with this digest are deleted.
	 */
	Changeover afterReading(byte[] read) {
		return new Changeover(this.creds.file(), this.passcodes.file(), this.inPlace, read);
	}

	private static Path path(String url) {
		return Path.of(url.substring(URL.length())).toAbsolutePath().normalize();
	}

	/** Whether there is an old file. */
	public boolean isNeeded() {
		return this.creds.exists() || this.passcodes.exists();
	}

	/** Whether there is an old file with accounts, and not only one with passcodes. */
	public boolean holdsAccounts() {
		return this.creds.exists();
	}

	/** What there is, and what would be done. */
	public String describe() {
		Path file = this.creds.file();
		if (!this.creds.exists()) {
			return this.passcodes.file() + " is of the first implementation and holds passcodes that expired long ago:"
					+ " remove it, then try again";
		}
		try (OldDatabase old = OldDatabase.open(file)) {
			return file + " is of the first implementation: " + old.describe()
					+ ". Back up its folder and stop the old server, then run 'account import --from " + file
					+ "' (with --dry-run first), or start with --hellwall.import-on-start=true. Each password is hashed, new"
					+ " databases take the place of the old files, and these are kept as *.imported without any password";
		}
		catch (ImportRefusedException | IOException ex) {
			return file
					+ " is of the first implementation, and is in use or damaged: stop the old server, then try again";
		}
	}

	public Path file() {
		return this.creds.file();
	}

	boolean isOf(Path from) throws IOException {
		return Files.isSameFile(from, this.creds.file());
	}

	/** Where the stores are while accounts are imported. */
	public Map<String, Object> settings() {
		Map<String, Object> settings = new LinkedHashMap<>();
		if (this.inPlace) {
			settings.put("hellwall.store.creds.url", URL + during(this.creds));
			settings.put("hellwall.store.passcodes.url", URL + during(this.passcodes));
		}
		return settings;
	}

	private Path during(OldFile file) {
		return file.file().resolveSibling(FOLDER).resolve(file.file().getFileName());
	}

	/** After all accounts were taken, and the stores were closed. */
	public void settle() {
		steps().forEach(Runnable::run);
	}

	/** In this order; each of them does nothing if it was done before. */
	List<Runnable> steps() {
		return List.of(() -> forget(this.creds, this::isAsRead), () -> forget(this.passcodes, (any) -> true),
				() -> setAside(this.passcodes), () -> setAside(this.creds), () -> moveIn(this.passcodes),
				() -> moveIn(this.creds), this::cleanUp);
	}

	/** Ends what a crash left undone after the old files had got other names. */
	public void resume() {
		if (this.inPlace && this.creds.isAside()) {
			if (!Files.exists(this.creds.file()) && Files.exists(during(this.creds))) {
				settle();
			}
			else {
				cleanUp();
			}
		}
	}

	private static void forget(OldFile file, OldFile.Check check) {
		if (file.exists()) {
			file.forget(check);
		}
	}

	/** The lock that kept the old server from writing ended with the reading. */
	private boolean isAsRead(Connection connection) throws SQLException {
		return this.digest != null && MessageDigest.isEqual(this.digest, OldDatabase.digest(connection));
	}

	private static void setAside(OldFile file) {
		if (file.exists()) {
			file.setAside();
		}
	}

	private void moveIn(OldFile file) {
		Path from = during(file);
		if (this.inPlace && Files.exists(from) && !Files.exists(file.file())) {
			try {
				fold(from);
				Files.move(from, file.file(), StandardCopyOption.ATOMIC_MOVE);
			}
			catch (IOException | SQLException ex) {
				throw new ImportStoppedException("all accounts were taken, but " + from + " cannot be moved to "
						+ file.file() + ": look for what uses it, then start again (" + ex.getMessage() + ")", ex);
			}
		}
	}

	/** Brings what is in the log of a database into its file. */
	private static void fold(Path file) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setBusyTimeout(BUSY_MILLIS);
		try (Connection connection = config.createConnection(URL + file);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
			if (!result.next() || result.getInt(1) != 0) {
				throw new SQLException("somebody else has it open");
			}
		}
	}

	private void cleanUp() {
		Path folder = during(this.creds).getParent();
		if (!this.inPlace || !Files.exists(folder) || Files.exists(during(this.creds))) {
			return;
		}
		try (Stream<Path> left = Files.list(folder)) {
			for (Path file : left.toList()) {
				Files.delete(file);
			}
			Files.delete(folder);
		}
		catch (IOException ex) {
			throw new ImportStoppedException(folder + " is left from an import that has ended: remove it", ex);
		}
	}

}
