package io.hellwall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.hellwall.backup.BackupRefusedException;
import io.hellwall.backup.RestoreChoice;
import io.hellwall.backup.RestoreChoice.PasswordChoice;
import io.hellwall.backup.RestoreChoice.SessionChoice;
import io.hellwall.backup.RestoreReport;
import io.hellwall.backup.RestoreReport.Epoch;
import io.hellwall.backup.Restores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "restore", mixinStandardHelpOptions = true, sortOptions = false, description = {
		"Checks a backup and puts it into an empty data directory.",
		"Nobody knows what was revoked, changed or spent after the backup. So nothing of before is good by itself:"
				+ " passcodes are void, sessions need one, passwords are replaced at the next login, admin keys end." },
		footer = { "", "Example:", "  hellwall restore --from /var/backups/hellwall/hellwall-20261127T060000.000Z" })
class RestoreCommand implements Callable<Integer> {

	private final Commands.Application application;

	@Option(names = "--from", paramLabel = "BACKUP", description = "The folder or the zip file of one backup.")
	private @Nullable Path from;

	@Option(names = "--to", paramLabel = "DIR",
			description = "The data directory, empty or missing; by default that of the settings.")
	private @Nullable Path to;

	@Option(names = "--sessions", paramLabel = "step-up|end", defaultValue = "step-up",
			description = "What becomes of sessions: they go on after one mailed passcode (the default), or they end.")
	@SuppressWarnings("NullAway.Init")
	private SessionChoice sessions;

	@Option(names = "--passwords", paramLabel = "replace|keep", defaultValue = "replace",
			description = "What becomes of passwords: holders replace them at the next login (the default), or they stay;"
					+ " then one that was replaced after the backup, perhaps because it leaked, is good again.")
	@SuppressWarnings("NullAway.Init")
	private PasswordChoice passwords;

	@Option(names = "--epoch-only",
			description = "Restores nothing, and does the rest in the databases of the settings: for PostgreSQL, after"
					+ " its own tools restored it. Stop the service first.")
	private boolean epochOnly;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private PassphraseOptions passphrase;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	RestoreCommand(Commands.Application application) {
		this.application = application;
	}

	@Override
	public Integer call() throws IOException {
		if (this.epochOnly == (this.from != null)) {
			throw new ParameterException(this.spec.commandLine(), "Missing required option: '--from=BACKUP'");
		}
		RestoreChoice choice = new RestoreChoice(this.sessions, this.passwords);
		try {
			Restores restores = this.application.bean(Restores.class, Commands.NO_STORES);
			print((this.from != null) ? restores.restore(this.from, this.to, choice, this.passphrase.read(this.spec))
					: restores.beginEpoch(choice));
			return ExitCode.OK;
		}
		catch (BackupRefusedException ex) {
			throw new RefusedException(String.valueOf(ex.getMessage()));
		}
	}

	private void print(RestoreReport report) {
		PrintWriter out = this.spec.commandLine().getOut();
		if (report.folder() != null) {
			out.println("Restored into %s: the state of %s".formatted(report.folder(), report.backupAt()));
		}
		Epoch epoch = report.epoch();
		if (epoch != null) {
			out.println("Passcodes that are void: %d; unfinished registrations: %d".formatted(epoch.passcodes(),
					epoch.registrations()));
			out.println(((this.sessions == SessionChoice.END) ? "Sessions that have ended: "
					: "Sessions that go on after a mailed passcode: ") + epoch.sessions());
			out.println((this.passwords == PasswordChoice.KEEP)
					? "Passwords: those of then, also where one was changed since"
					: "Accounts that choose another password at the next login: " + epoch.passwords());
			list(out, "Admin key revoked: ", epoch.adminKeys());
			list(out, "Webhook disabled: ", epoch.webhooks());
			list(out, "Client that is still good: ", epoch.clients());
		}
		out.println("To do now:");
		todo(report).forEach((line) -> out.println("- " + line));
	}

	private static void list(PrintWriter out, String what, List<String> names) {
		names.forEach((name) -> out.println(what + name));
	}

	private static List<String> todo(RestoreReport report) {
		String key = (report.folder() == null) ? "keep the server key and the admin key as they are" : report.keys()
			.isEmpty()
					? "put the server key into server.key in the folder, or set hellwall.key: without it nothing starts"
					: "the keys are in the folder as they were then: "
							+ String.join(", ", report.keys().stream().sorted().toList())
							+ "; replace one that was exchanged since";
		return (report.epoch() == null) ? List.of(key) : List.of(key,
				"start the service: it writes RESTORED to the audit",
				"disable or delete accounts that were disabled or deleted since, and correct addresses that were changed",
				"remove clients that were removed since, enable the webhooks that you want, make new admin keys",
				"run 'audit verify' and note the new end of the chain; an end that was noted since the backup is not in it");
	}

}
