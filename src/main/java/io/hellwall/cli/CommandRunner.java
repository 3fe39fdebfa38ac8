package io.hellwall.cli;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import picocli.CommandLine;

/** Runs the command that the program was started with. */
@Component
@Profile("cli")
class CommandRunner implements CommandLineRunner, ExitCodeGenerator {

	private final ApplicationContext context;

	private int exitCode;

	CommandRunner(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void run(String... args) {
		this.exitCode = new CommandLine(HellwallCommand.class, this.context::getBean).execute(args);
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
