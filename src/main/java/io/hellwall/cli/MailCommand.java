package io.hellwall.cli;

import java.io.IOException;
import java.nio.file.Path;

import io.hellwall.mail.MailPreview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "mail", mixinStandardHelpOptions = true, description = "Shows what mails look like.")
class MailCommand {

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	MailCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "preview", mixinStandardHelpOptions = true,
			description = { "Writes every mail in every language as .html, .txt and .eml files, sends none, and writes",
					"the texts and templates of the product to a folder 'templates' beside them.",
					"Example: mail preview --to preview" })
	void preview(@Option(names = "--to", required = true, description = "The folder for the files.") Path to)
			throws IOException {
		this.application.bean(MailPreview.class).write(to);
		this.spec.commandLine().getOut().println("All mails in all languages are in " + to);
	}

}
