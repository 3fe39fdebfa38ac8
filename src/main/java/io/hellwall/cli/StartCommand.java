package io.hellwall.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Stands for the start of the service in help and manual. The program starts the service
 * itself, so this runs only if there is more than the word and settings.
 */
@Command(name = Commands.START, mixinStandardHelpOptions = true,
		description = { "Starts the service. It ends at SIGTERM or Ctrl-C, after it has answered its requests.",
				"Commands may run beside it." },
		footer = { "", "Example:", "  hellwall start --server.port=8090" })
class StartCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public void run() {
		CommandLine line = this.spec.commandLine();
		throw new ParameterException(line, "'start' may have settings only, such as --server.port=8090");
	}

}
