package io.hellwall.cli;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;

import io.hellwall.account.EmailAddress;
import io.hellwall.doctor.Doctor;
import io.hellwall.doctor.Finding;
import io.hellwall.doctor.Question;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
		"Checks this installation, also while the service runs: settings, files, keys, schemas, disk, clock, mail, TLS.",
		"Prints one line for each finding. Where it is not OK, the line says what to do.",
		"Exit status 0 means that nothing has failed, though there may be warnings; 1 that something has." },
		footer = { "", "Example:",
				"  hellwall doctor --through https://login.example.org --mail-to alice@example.org" })
class DoctorCommand implements Callable<Integer> {

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Option(names = "--through", paramLabel = "URL",
			description = "Where clients call the service: asks it through its proxies which address arrives.")
	private @Nullable URI through;

	@Option(names = "--mail-to", paramLabel = "ADDRESS", description = "Sends a test mail to this address.")
	private @Nullable EmailAddress mailTo;

	@Option(names = "--json", description = Json.DESCRIPTION)
	private boolean json;

	DoctorCommand(Commands.Application application) {
		this.application = application;
	}

	@Override
	public Integer call() {
		if (this.through != null && (!List.of("https", "http").contains(String.valueOf(this.through.getScheme()))
				|| this.through.getHost() == null)) {
			throw new RefusedException("--through must be a URL such as https://login.example.org");
		}
		Doctor doctor = this.application.bean(Doctor.class);
		tell(new Finding(Finding.Level.OK, "settings", "all are known and valid, and the program starts with them"));
		return doctor.examine(new Question(this.through, this.mailTo), this::tell) ? ExitCode.OK : ExitCode.SOFTWARE;
	}

	private void tell(Finding finding) {
		this.spec.commandLine()
			.getOut()
			.println(this.json ? Json.line("level", finding.level(), "check", finding.check(), "text", finding.text())
					: "%-4s  %-8s  %s".formatted(finding.level(), finding.check(), finding.text()));
		this.spec.commandLine().getOut().flush();
	}

}
