package io.hellwall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.hellwall.moving.AccountExport;
import io.hellwall.moving.ImportRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "export", mixinStandardHelpOptions = true,
		description = "Writes all accounts with the hashes of their passwords to a file that its owner alone can read,"
				+ " as 'account import' reads them.",
		footer = { "", "Example:", "  hellwall account export --to accounts.jsonl" })
class ExportCommand implements Callable<Integer> {

	private final Commands.Application application;

	@Option(names = "--to", required = true,
			description = "A file that does not exist. CSV if its name ends with .csv, else JSON Lines.")
	@SuppressWarnings("NullAway.Init")
	private Path to;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	ExportCommand(Commands.Application application) {
		this.application = application;
	}

	@Override
	public Integer call() {
		AccountExport export = this.application.bean(AccountExport.class);
		try {
			long accounts = export.run(this.to);
			this.spec.commandLine().getOut().println("Written: " + accounts + " accounts");
			return ExitCode.OK;
		}
		catch (ImportRefusedException ex) {
			this.spec.commandLine().getErr().println(ex.getMessage());
			return ExitCode.USAGE;
		}
		catch (IOException ex) {
			this.spec.commandLine().getErr().println("--to cannot be written: " + ex.getMessage());
			return ExitCode.SOFTWARE;
		}
	}

}
