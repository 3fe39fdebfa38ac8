package io.hellwall.cli;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.hellwall.audit.Actor;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.serverkey.RetireResult.Active;
import io.hellwall.serverkey.RetireResult.Needed;
import io.hellwall.serverkey.RetireResult.NeededByAudit;
import io.hellwall.serverkey.RetireResult.Retired;
import io.hellwall.serverkey.RetireResult.Unknown;
import io.hellwall.serverkey.ServerKeyView;
import io.hellwall.serverkey.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "key", mixinStandardHelpOptions = true,
		description = "Lists, exchanges and retires server keys. Keys of administrators: admin-key.")
class KeyCommand {

	private static final String ROW = "%-11s  %-8s  %-20s  %8s  %8s";

	/** No service may run on the same data: it would go on with the keys of before. */
	private static final String ALONE = "alone";

	private static final String IN_SETTINGS = """
			The server keys are in the settings, or nodes share them, so this command cannot change them. So that nobody is logged out:
			1. Make a key: openssl rand -hex 32
			2. On each node set hellwall.keys.a to the old key, hellwall.keys.b to the new one, hellwall.active-key=a, instead of hellwall.key or hellwall.key-file; restart the nodes one by one.
			3. Set hellwall.active-key=b, and restart the nodes one by one.
			4. When 'key list' shows no session for the old key: 'key retire' and its fingerprint, then remove hellwall.keys.a, and restart.
			If the key has leaked, do not wait at 4: 'key retire --end-sessions'.""";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	KeyCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "list", mixinStandardHelpOptions = true,
			description = {
					"Prints a table of the server keys, and how many live sessions and secrets of webhooks need each.",
					"A fingerprint names a key and tells nothing about it." },
			footer = { "", "Example:", "  hellwall key list" })
	void list(@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		List<ServerKeyView> keys = this.application.bean(ServerKeys.class).list();
		if (!json) {
			out().println(ROW.formatted("FINGERPRINT", "STATE", "SINCE", "SESSIONS", "WEBHOOKS"));
		}
		keys.forEach((key) -> out().println(json ? Json.of(key) : row(key)));
	}

	@Command(name = "rotate", mixinStandardHelpOptions = true,
			description = { "Makes a new server key. It is used from the next start on. Stop the service first.",
					"Nobody is logged out: the old key stays accepted until 'key retire'." },
			footer = { "", "Example:", "  hellwall key rotate" })
	void rotate(@Option(names = "--leaked",
			description = { "Somebody else may have the old keys: retires them at once, which ends all sessions."
					+ " Says first what that costs, and asks." }) boolean leaked,
			@Option(names = "--yes", description = "Does not ask. Without a terminal, nothing is asked.") boolean yes) {
		ServerKeys keys = alone();
		if (!keys.areInFile()) {
			throw new RefusedException(IN_SETTINGS);
		}
		List<ServerKeyView> old = keys.list();
		long sessions = old.stream().mapToLong(ServerKeyView::sessions).sum();
		if (leaked) {
			err().println(cost(sessions, old.stream().mapToLong(ServerKeyView::webhooks).sum()));
			if (!yes && !Terminal.agrees("Do it? Type yes: ")) {
				throw new RefusedException("nothing was changed");
			}
		}
		KeyFingerprint made = keys.rotate(Actor.COMMAND_LINE);
		out().println(made);
		if (leaked) {
			retireAllOthers();
			err().println("Start the service now. The old keys are worth nothing any more.");
			return;
		}
		err().println(
				"""
						Start the service now. %d sessions go on with the old key, and each moves to the new one at its next renewal.
						Passcodes that are under way still work. When 'key list' shows no session for %s: key retire %2$s"""
					.formatted(sessions, old.getFirst().fingerprint()));
	}

	@Command(name = "retire", mixinStandardHelpOptions = true, description = {
			"Ends the use of an old server key. Secrets that are encrypted with it are encrypted with the active key first.",
			"Refuses while sessions need the key, unless --end-sessions. If the keys are in a file, stop the service first." },
			footer = { "", "Example:", "  hellwall key retire 3f9a12c4" })
	void retire(@Parameters(paramLabel = "FINGERPRINT", description = "As 'key list' prints it.") KeyFingerprint key,
			@Option(names = "--end-sessions",
					description = "Ends the sessions that need it: those who have them log in again.") boolean endSessions) {
		switch (alone().retire(key, endSessions, Actor.COMMAND_LINE)) {
			case Retired(long sessions, boolean inSettings) -> {
				out().println("%d sessions ended".formatted(sessions));
				err().println(inSettings
						? "Remove the key from the settings of each node now, and restart them one by one: until then they accept it."
						: "Start the service now. The key is accepted no longer.");
			}
			case Needed(long sessions) -> throw new RefusedException(
					"%d sessions need this key: wait until they are renewed, or take --end-sessions"
						.formatted(sessions));
			case Active active -> throw new RefusedException("this key is active: 'key rotate' first");
			case Unknown unknown -> throw new RefusedException("FINGERPRINT belongs to no server key: see 'key list'");
			case NeededByAudit audit -> throw new RefusedException(
					"the chain of the audit is broken, and could not be checked without this key: see 'audit verify'");
		}
	}

	/** The keys are read when an application starts, so another one has the new key. */
	private void retireAllOthers() {
		this.application.stop();
		ServerKeys keys = alone();
		for (KeyFingerprint old : keys.accepted()) {
			if (keys.retire(old, true, Actor.COMMAND_LINE) instanceof NeededByAudit) {
				throw new RefusedException("the new key is active, but " + old
						+ " stays accepted: the chain of the audit is broken, and could not be checked without it; see 'audit verify'");
			}
		}
	}

	private static String cost(long sessions, long webhooks) {
		return """
				A new server key takes the place of all others at once. What that costs:
				- %d sessions end: everybody logs in again.
				- Passcodes that were mailed and not used yet are void, also those of password resets.
				- Counts of wrong guesses at unknown addresses begin again.
				What it cannot undo: whoever has an old key and a copy of the database knows the secrets of %d webhooks: remove and add
				them. And he could write audit events: keep what 'audit verify' printed last, as a proof of those before."""
			.formatted(sessions, webhooks);
	}

	private static String row(ServerKeyView key) {
		return ROW.formatted(key.fingerprint(), key.state(),
				(key.addedAt() != null) ? key.addedAt().truncatedTo(ChronoUnit.SECONDS) : "", key.sessions(),
				key.webhooks());
	}

	/** Fails where a service runs on the same files. */
	private ServerKeys alone() {
		return this.application.bean(ServerKeys.class, ALONE);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

}
