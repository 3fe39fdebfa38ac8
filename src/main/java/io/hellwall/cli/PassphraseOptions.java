package io.hellwall.cli;

import java.io.IOException;
import java.nio.file.Path;

import io.hellwall.backup.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Where the passphrase of the keys comes from. On the command line others could read it.
 */
class PassphraseOptions {

	@Option(names = "--passphrase-file",
			description = "A file whose first line is the passphrase of the keys: 15 or more characters.")
	private @Nullable Path file;

	@Option(names = "--passphrase-stdin", description = "Reads that passphrase from the first line of standard input.")
	private boolean stdin;

	boolean given() {
		return this.file != null || this.stdin;
	}

	/** The passphrase; null if there is none. */
	@Nullable Passphrase read(CommandSpec command) throws IOException {
		try {
			if (this.file != null) {
				return Passphrase.read(this.file);
			}
			return this.stdin ? new Passphrase(Commands.password(command)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(command.commandLine(), String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			throw new ParameterException(command.commandLine(), "--passphrase-file cannot be read: " + ex.getMessage());
		}
	}

}
