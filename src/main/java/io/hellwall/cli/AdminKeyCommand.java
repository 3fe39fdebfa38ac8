package io.hellwall.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.hellwall.adminkey.AdminKey;
import io.hellwall.adminkey.AdminKeyName;
import io.hellwall.adminkey.AdminKeySecret;
import io.hellwall.adminkey.AdminKeys;
import io.hellwall.audit.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "admin-key", mixinStandardHelpOptions = true,
		description = "Makes, replaces and revokes keys of administrators.")
class AdminKeyCommand {

	private static final String ROW = "%-32s  %-20s  %s";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	AdminKeyCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "add", mixinStandardHelpOptions = true,
			description = { "Makes a key and prints it, once: only its hash is stored.",
					"The audit log calls whoever uses it by this name." },
			footer = { "", "Example:", "  hellwall admin-key add alice" })
	void add(
			@Parameters(paramLabel = "NAME",
					description = "1 to 32 small letters, digits and dashes.") AdminKeyName name,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		AdminKeySecret secret = keys().add(name, Actor.COMMAND_LINE)
			.orElseThrow(() -> new RefusedException("NAME was given to a key before: take another"));
		out().println(json ? Json.line("name", name, "key", secret.text()) : secret.text());
		this.spec.commandLine().getErr().println("Keep the key now: it is not shown again.");
	}

	@Command(name = "list", mixinStandardHelpOptions = true,
			description = "Prints a table of all keys ever made. The first one, with the name file, is in the key file or in the settings.",
			footer = { "", "Example:", "  hellwall admin-key list" })
	void list(@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		if (!json) {
			out().println(ROW.formatted("NAME", "CREATED", "REVOKED"));
		}
		Instant written = keys().fileWrittenAt().orElse(null);
		out().println(json ? Json.line("name", AdminKeyName.FILE, "createdAt", written)
				: ROW
					.formatted(AdminKeyName.FILE,
							(written != null) ? written.truncatedTo(ChronoUnit.SECONDS) : "settings", "")
					.strip());
		keys().list().forEach((key) -> out().println(json ? Json.of(key) : row(key)));
	}

	@Command(name = "revoke", mixinStandardHelpOptions = true,
			description = "Revokes a key: every request that starts afterwards is refused, on every node.",
			footer = { "", "Example:", "  hellwall admin-key revoke alice" })
	void revoke(@Parameters(paramLabel = "NAME", description = "The name that it was given.") AdminKeyName name) {
		if (!keys().revoke(name, Actor.COMMAND_LINE)) {
			throw new RefusedException(name.equals(AdminKeyName.FILE)
					? "there is always a first key: 'admin-key replace' puts another one into its place"
					: "NAME belongs to no key that is good");
		}
	}

	@Command(name = "replace", mixinStandardHelpOptions = true,
			description = {
					"Puts a new key into the key file, and prints the name of the file. The key of before is refused",
					"in every request that starts afterwards. Needs no restart." },
			footer = { "", "Example:", "  hellwall admin-key replace" })
	void replace() {
		out().println(keys().replaceFile(Actor.COMMAND_LINE)
			.orElseThrow(() -> new RefusedException(
					"the first key is in the settings: set hellwall.admin.key to another one, and restart")));
	}

	private static String row(AdminKey key) {
		return ROW
			.formatted(key.name(), key.createdAt().truncatedTo(ChronoUnit.SECONDS),
					(key.revokedAt() != null) ? key.revokedAt().truncatedTo(ChronoUnit.SECONDS) : "")
			.strip();
	}

	private AdminKeys keys() {
		return this.application.bean(AdminKeys.class);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
