package io.hellwall.persistence;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.hellwall.persistence.StoreProperties.Location;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.springframework.stereotype.Component;

@Component
@Command(name = "store", mixinStandardHelpOptions = true, description = "Moves what the service keeps.")
class StoreCommand {

	private final StoreProperties stores;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	StoreCommand(StoreProperties stores) {
		this.stores = stores;
	}

	@Command(name = "copy", mixinStandardHelpOptions = true,
			description = { "Copies both stores into an empty database or folder and compares them row by row.",
					"Stop the service first, and start it on the target afterwards, with the same server key." })
	int copy(
			@Option(names = "--to", required = true,
					description = "jdbc:postgresql: and a database, or jdbc:sqlite: and a folder.") String to,
			@Option(names = "--to-username", description = "Who opens the database.") @Nullable String username,
			@Option(names = "--to-password-stdin",
					description = "Reads the user's password from the first line of standard input.") boolean passwordStdin)
			throws IOException {
		try {
			Target target = Target.of(to, username, passwordStdin ? password() : null);
			out().println(describe(copyBoth(target)));
			err().println("Start the service on the target now, with the same server key.");
			return ExitCode.OK;
		}
		catch (CopyRefusedException ex) {
			err().println(ex.getMessage());
		}
		catch (SQLException | IllegalStateException ex) {
			err().println("the copy failed, and nothing of it was kept: " + CopyRefusedException.said(ex));
		}
		return ExitCode.USAGE;
	}

	private Map<String, Long> copyBoth(Target target) throws CopyRefusedException, SQLException {
		try (StoreCopy creds = new StoreCopy("creds", this.stores.creds(), target.creds());
				StoreCopy passcodes = new StoreCopy("passcodes", this.stores.passcodes(), target.passcodes())) {
			creds.refuseUnlessTargetIsEmpty();
			passcodes.refuseUnlessTargetIsEmpty();
			Map<String, Long> counts = new LinkedHashMap<>(creds.counts());
			counts.putAll(passcodes.counts());
			try (Progress progress = progress(counts)) {
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
	}

	/** No transaction spans two stores: what fails here may leave one of them. */
	private static void commit(StoreCopy creds, StoreCopy passcodes) throws CopyRefusedException {
		try {
			creds.commit();
		}
		catch (SQLException ex) {
			throw new CopyRefusedException("the copy could not be committed: look whether the target holds accounts,"
					+ " remove them and copy again (" + CopyRefusedException.said(ex) + ")", ex);
		}
		try {
			passcodes.commit();
		}
		catch (SQLException ex) {
			throw new CopyRefusedException("accounts, sessions, tokens and audit events stand at the target, passcodes"
					+ " do not: remove what is there and copy again, or start the service on it, and whoever was just"
					+ " mailed a passcode asks for another (" + CopyRefusedException.said(ex) + ")", ex);
		}
	}

	private Progress progress(Map<String, Long> counts) {
		boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
		long rows = counts.values().stream().mapToLong(Long::longValue).sum();
		return terminal ? Progress.bar(err(), 2 * rows) : Progress.lines(err());
	}

	private static String describe(Map<String, Long> counts) {
		return counts.entrySet()
			.stream()
			.map((it) -> it.getKey() + " " + it.getValue())
			.collect(Collectors.joining(", ", "Copied and verified: ", ""));
	}

	private static String password() throws CopyRefusedException, IOException {
		String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		if (line == null) {
			throw new CopyRefusedException("no password came on standard input");
		}
		return line;
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

	/** Where both stores go. */
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
