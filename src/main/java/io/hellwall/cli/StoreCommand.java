package io.hellwall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

import io.hellwall.transfer.CopyRefusedException;
import io.hellwall.transfer.StoreTransfer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "store", mixinStandardHelpOptions = true, description = "Moves what the service keeps.")
class StoreCommand {

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	StoreCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "copy", mixinStandardHelpOptions = true,
			description = { "Copies both stores into an empty database or folder and compares them row by row.",
					"Stop the service first, and start it on the target afterwards, with the same server key." })
	int copy(
			@Option(names = "--to", required = true,
					description = "jdbc:postgresql: and a database, or jdbc:sqlite: and a folder.") String to,
			@Option(names = "--to-username",
					description = "The user who opens the database.") @Nullable String username,
			@Option(names = "--to-password-stdin",
					description = "Reads the user's password from the first line of standard input.") boolean passwordStdin)
			throws IOException {
		PrintWriter err = this.spec.commandLine().getErr();
		String password = passwordStdin ? Commands.password(this.spec) : null;
		try {
			Map<String, Long> rows = this.application.bean(StoreTransfer.class).copyTo(to, username, password, err);
			this.spec.commandLine().getOut().println(describe(rows));
			err.println("Start the service on the target now, with the same server key.");
			return ExitCode.OK;
		}
		catch (CopyRefusedException ex) {
			err.println(ex.getMessage());
			return ExitCode.USAGE;
		}
	}

	private static String describe(Map<String, Long> rows) {
		return rows.entrySet()
			.stream()
			.map((table) -> table.getKey() + " " + table.getValue())
			.collect(Collectors.joining(", ", "Copied and verified: ", ""));
	}

}
