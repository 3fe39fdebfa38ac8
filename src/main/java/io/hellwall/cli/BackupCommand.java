package io.hellwall.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.hellwall.backup.BackupCheck;
import io.hellwall.backup.BackupRefusedException;
import io.hellwall.backup.Backups;
import io.hellwall.backup.Manifest;
import io.hellwall.backup.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "backup", mixinStandardHelpOptions = true, sortOptions = false, description = {
		"Copies both databases, also while the service runs: whole, or not at all.",
		"On PostgreSQL it copies the keys alone: pg_dump, or a base backup with the log, copies the database." },
		footer = { "", "Examples:", "  hellwall backup --to /var/backups/hellwall",
				"  hellwall backup --to - --with-keys --passphrase-file secret.txt > hellwall.zip" })
class BackupCommand implements Callable<Integer> {

	private static final String STDOUT = "-";

	private final Commands.Application application;

	@Option(names = "--to", paramLabel = "DIR|-",
			description = "The folder in which a folder for this backup is made; '-' writes a zip file to standard output.")
	private @Nullable String to;

	@Option(names = "--with-keys",
			description = "Adds the server keys and the admin key, encrypted under a passphrase.")
	private boolean withKeys;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private PassphraseOptions passphrase;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	BackupCommand(Commands.Application application) {
		this.application = application;
	}

	@Override
	public Integer call() throws IOException {
		if (this.to == null) {
			throw new ParameterException(this.spec.commandLine(), "Missing required option: '--to=DIR|-'");
		}
		if (this.withKeys != this.passphrase.given()) {
			throw new ParameterException(this.spec.commandLine(),
					"--with-keys goes with --passphrase-file or --passphrase-stdin, and they with it");
		}
		Passphrase secret = this.passphrase.read(this.spec);
		Backups backups = this.application.bean(Backups.class, Commands.NO_STORES);
		if (!backups.includeStores() && secret == null) {
			throw new RefusedException("the database is on PostgreSQL, where pg_dump, or a base backup with the log"
					+ " (point-in-time recovery), backs it up; here only --with-keys has something to add");
		}
		try {
			if (this.to.equals(STDOUT)) {
				send(backups, secret);
			}
			else {
				this.spec.commandLine().getOut().println(backups.make(Path.of(this.to), secret));
			}
		}
		catch (BackupRefusedException ex) {
			throw new RefusedException(String.valueOf(ex.getMessage()));
		}
		hint(backups, secret != null);
		return ExitCode.OK;
	}

	/** Not by the writer of the command, which writes text. */
	private static void send(Backups backups, @Nullable Passphrase passphrase)
			throws BackupRefusedException, IOException {
		try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
			backups.send(out, passphrase);
		}
	}

	private void hint(Backups backups, boolean keys) {
		PrintWriter err = this.spec.commandLine().getErr();
		if (!keys) {
			err.println(
					"The keys are not in this backup. Without the server key nothing starts on it, and its sessions and"
							+ " webhooks are lost: keep a copy of the key in a safe place, or use --with-keys.");
		}
		else if (!backups.includeStores()) {
			err.println(
					"The keys alone are in this backup. The database is on PostgreSQL: back it up with pg_dump, or with"
							+ " a base backup and the log (point-in-time recovery), both schemas in one dump. After a restore, run"
							+ " 'restore --epoch-only' before the first start.");
		}
	}

	@Command(name = "verify", mixinStandardHelpOptions = true,
			description = { "Checks a backup: its files by their checksums, the databases by SQLite, rows and schema.",
					"With the passphrase also whether the keys in it can be read, and are those of the data." },
			footer = { "", "Example:", "  hellwall backup verify /var/backups/hellwall/hellwall-20261127T060000.000Z" })
	int verify(
			@Parameters(paramLabel = "BACKUP", description = "The folder or the zip file of one backup.") Path backup,
			@Mixin PassphraseOptions secret) throws IOException {
		try {
			Manifest manifest = this.application.bean(BackupCheck.class, Commands.NO_STORES)
				.verify(backup, secret.read(this.spec));
			PrintWriter out = this.spec.commandLine().getOut();
			out.println("The backup of %s, made by version %s, is whole: %s".formatted(manifest.createdAt(),
					manifest.version(), contents(manifest)));
			out.println(keys(manifest, secret.given()));
			return ExitCode.OK;
		}
		catch (BackupRefusedException ex) {
			this.spec.commandLine().getErr().println(ex.getMessage());
			return ExitCode.SOFTWARE;
		}
	}

	private static String contents(Manifest manifest) {
		return manifest.hasStores() ? "accounts %d, sessions %d, audit events %d".formatted(rows(manifest, "account"),
				rows(manifest, "session"), rows(manifest, "audit_event")) : "keys alone";
	}

	private static long rows(Manifest manifest, String table) {
		return manifest.rows().getOrDefault(table, 0L);
	}

	private static String keys(Manifest manifest, boolean opened) {
		if (!manifest.hasKeys()) {
			return "The keys are not in it: without the server key nothing starts on it";
		}
		return opened ? "The keys in it are those of the data" : "The keys in it were not checked: give the passphrase";
	}

}
