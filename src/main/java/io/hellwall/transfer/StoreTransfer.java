package io.hellwall.transfer;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.hellwall.persistence.StoreProperties;
import io.hellwall.persistence.StoreProperties.Location;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Copies both stores of this service into an empty database or folder. */
@Service
public class StoreTransfer {

	private final StoreProperties stores;

	StoreTransfer(StoreProperties stores) {
		this.stores = stores;
	}

	/**
	 * Copies both stores and compares each row before anything is committed.
	 * @param url {@code jdbc:postgresql:} and a database, or {@code jdbc:sqlite:} and a
	 * folder
	 * @param username the user who opens the database
	 * @param password the user's password
	 * @param progress where the progress is written to
	 * @return the number of rows of each table
	 * @throws CopyRefusedException if the copy was not made; the message says why, and
	 * what to do
	 */
	public Map<String, Long> copyTo(String url, @Nullable String username, @Nullable String password,
			PrintWriter progress) throws CopyRefusedException {
		Target target = Target.of(url, username, password);
		try (StoreCopy creds = new StoreCopy("creds", this.stores.creds(), target.creds(), this.stores.postgres());
				StoreCopy passcodes = new StoreCopy("passcodes", this.stores.passcodes(), target.passcodes(),
						this.stores.postgres())) {
			return copy(creds, passcodes, progress);
		}
		catch (SQLException | IllegalStateException ex) {
			throw new CopyRefusedException(
					"the copy failed, and nothing of it was kept: " + CopyRefusedException.reason(ex), ex);
		}
	}

	private static Map<String, Long> copy(StoreCopy creds, StoreCopy passcodes, PrintWriter out)
			throws CopyRefusedException, SQLException {
		creds.refuseUnlessTargetIsEmpty();
		passcodes.refuseUnlessTargetIsEmpty();
		Map<String, Long> counts = new LinkedHashMap<>(creds.counts());
		counts.putAll(passcodes.counts());
		long rows = counts.values().stream().mapToLong(Long::longValue).sum();
		try (Progress progress = Progress.on(out, "store copy", 2 * rows)) {
			creds.copy(progress);
			passcodes.copy(progress);
			creds.verify(progress);
			passcodes.verify(progress);
		}
		creds.refuseUnlessHeld();
		passcodes.refuseUnlessHeld();
		commit(creds, passcodes);
		return counts;
	}

	/**
	 * No transaction spans two stores. If the second commit fails, the first store stays
	 * at the target.
	 */
	private static void commit(StoreCopy creds, StoreCopy passcodes) throws CopyRefusedException {
		try {
			creds.commit();
		}
		catch (SQLException ex) {
			throw new CopyRefusedException("the copy could not be committed: look whether the target holds accounts,"
					+ " remove them and copy again (" + CopyRefusedException.reason(ex) + ")", ex);
		}
		try {
			passcodes.commit();
		}
		catch (SQLException ex) {
			throw new CopyRefusedException("accounts, sessions, tokens and audit events were copied, passcodes were"
					+ " not: remove what is at the target and copy again, or start the service on it; users who were just"
					+ " mailed a passcode then ask for another (" + CopyRefusedException.reason(ex) + ")", ex);
		}
	}

	/** Where both stores are copied to. */
	private record Target(Location creds, Location passcodes) {

		private static final String POSTGRES = "jdbc:postgresql:";

		static Target of(String url, @Nullable String username, @Nullable String password) throws CopyRefusedException {
			if (url.startsWith(POSTGRES) && url.length() > POSTGRES.length()) {
				Location both = new Location(url, username, password);
				return new Target(both, both);
			}
			if (url.matches("jdbc:sqlite:(?:[A-Za-z]:)?[^?:]+")) {
				return new Target(new Location(url + "/op_creds.db", null, null),
						new Location(url + "/op_passcodes.db", null, null));
			}
			throw new CopyRefusedException(
					"--to must be jdbc:postgresql: and a database, or jdbc:sqlite: and a folder");
		}

	}

}
