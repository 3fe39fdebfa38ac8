import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.hellwall.cli.Commands;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the manual of all commands as AsciiDoc, and the completion of words for bash and
 * zsh, both from what the commands say of themselves.
 */
final class Manual {

	private Manual() {
	}

	public static void main(String[] args) throws Exception {
		Path folder = Files.createDirectories(Path.of(args[0]));
		CommandLine commands = Commands.describe();
		prepare(commands);
		int status = ManPageGenerator.generateManPage(folder.toFile(), (File) null, new boolean[0], true,
				commands.getCommandSpec());
		if (status != 0) {
			throw new IllegalStateException("the manual was not written: status " + status);
		}
		Path completion = Files.createDirectories(Path.of(args[1])).resolve("hellwall");
		Files.writeString(completion, AutoComplete.bash("hellwall", commands));
	}

	/** A page of the manual gets a footer only below a heading of its own. */
	private static void prepare(CommandLine command) {
		UsageMessageSpec usage = command.getCommandSpec().usageMessage();
		if (usage.footer().length > 0) {
			usage.footerHeading("Example%n");
			usage.footer(Stream.of(usage.footer())
				.filter((line) -> !line.isEmpty() && !line.equals("Example:"))
				.toArray(String[]::new));
		}
		command.getSubcommands().values().forEach(Manual::prepare);
	}

}
