package io.hellwall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.hellwall.account.ImportStoppedException;
import io.hellwall.moving.AccountImport;
import io.hellwall.moving.Changeover;
import io.hellwall.moving.ImportMode;
import io.hellwall.moving.ImportRefusedException;
import io.hellwall.moving.ImportReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false, description = {
		"Makes accounts of a file: JSON Lines or CSV with clear or hashed passwords, or op_creds.db of the"
				+ " first implementation.",
		"What cannot be taken is listed in a file, and stops nothing else. If the command is interrupted, run it"
				+ " again: it goes on where it was." },
		footer = { "", "Exit status: 0 all was taken, 2 nothing was begun, 3 some was not taken, 1 it failed.", "",
				"Example:", "  hellwall account import --from users.csv --dry-run" })
class ImportCommand implements Callable<Integer> {

	private static final int SOME_NOT_TAKEN = 3;

	private final Commands.Application application;

	@Option(names = "--from", required = true, description = "The file.")
	@SuppressWarnings("NullAway.Init")
	private Path from;

	@Option(names = "--dry-run", description = "Only finds out what would be taken.")
	private boolean dryRun;

	@Option(names = "--list", description = "Where to list what was not taken; by default beside the file.")
	private @Nullable Path list;

	@Option(names = "--new-list",
			description = "Goes on with an import whose list is lost, and lists only what comes from now on.")
	private boolean newList;

	/** A start goes on, whatever the list says. */
	@Option(names = "--on-start", hidden = true)
	private boolean onStart;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	ImportCommand(Commands.Application application) {
		this.application = application;
	}

	@Override
	public Integer call() {
		PrintWriter err = this.spec.commandLine().getErr();
		Path listed = (this.list != null) ? this.list
				: this.from.resolveSibling(this.from.getFileName() + ".not-taken.txt");
		AccountImport accounts = this.application.bean(AccountImport.class, "import");
		try {
			ImportReport report = accounts.run(this.from, listed, mode(), err);
			settle(report.changeover());
			this.spec.commandLine().getOut().println(describe(report));
			return (report.reported() > 0 && !this.onStart) ? SOME_NOT_TAKEN : ExitCode.OK;
		}
		catch (ImportRefusedException ex) {
			err.println(ex.getMessage());
			return ExitCode.USAGE;
		}
		catch (ImportStoppedException ex) {
			err.println(ex.getMessage());
			return ExitCode.SOFTWARE;
		}
		catch (IOException ex) {
			err.println("--from or the list cannot be read or written: " + ex.getMessage());
			return ExitCode.SOFTWARE;
		}
	}

	private ImportMode mode() {
		if (this.dryRun) {
			return ImportMode.REHEARSE;
		}
		return this.newList ? ImportMode.TAKE_WITH_NEW_LIST : ImportMode.TAKE;
	}

	/** The files can change places only while nobody has them open. */
	private void settle(@Nullable Changeover changeover) {
		if (changeover != null) {
			this.application.close();
			changeover.settle();
		}
	}

	private String describe(ImportReport report) {
		return (this.dryRun ? "Would take " : "Taken: ") + report.taken() + " accounts"
				+ (this.dryRun ? ", with " + report.toHash() + " passwords to hash" : "") + ((report.reported() > 0)
						? "; not taken: see the " + report.reported() + " lines in " + report.list() : "");
	}

}
