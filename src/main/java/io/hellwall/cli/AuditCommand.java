package io.hellwall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.hellwall.audit.AuditFilter;
import io.hellwall.audit.AuditTrail;
import io.hellwall.audit.EventName;
import io.hellwall.audit.Outcome;
import io.hellwall.chain.Chain;
import io.hellwall.chain.ChainHead;
import io.hellwall.chain.ChainReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "audit", mixinStandardHelpOptions = true,
		description = "Prints audit events, and checks that none was removed or changed.")
class AuditCommand {

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	AuditCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "export", mixinStandardHelpOptions = true,
			description = "Prints events as JSON Lines, the oldest first.",
			footer = "Example: audit export --event authn_login_fail --from 2026-11-01T00:00:00Z > refused.jsonl")
	void export(
			@Option(names = "--account", description = "Id of the account that they concern.") @Nullable UUID account,
			@Option(names = "--event", split = ",",
					description = "Names of the OWASP logging vocabulary or types, with commas between them.") @Nullable List<EventName> events,
			@Option(names = "--outcome", description = "success or failure.") @Nullable Outcome outcome,
			@Option(names = "--from", description = "The first instant, in UTC.") @Nullable String from,
			@Option(names = "--to", description = "The first instant that is too late.") @Nullable String to)
			throws IOException {
		AuditFilter filter = filter(account, (events != null) ? events : List.of(), outcome, from, to);
		JsonMapper json = this.application.bean(JsonMapper.class);
		PrintWriter out = this.spec.commandLine().getOut();
		this.application.bean(AuditTrail.class)
			.export(filter, (some) -> some.forEach((event) -> out.println(json.writeValueAsString(event))));
		out.flush();
	}

	private AuditFilter filter(@Nullable UUID account, List<EventName> events, @Nullable Outcome outcome,
			@Nullable String from, @Nullable String to) {
		try {
			return new AuditFilter(account, events, outcome, instant(from), instant(to));
		}
		catch (DateTimeException ex) {
			throw new ParameterException(this.spec.commandLine(),
					"--from and --to must be instants such as 2026-11-22T12:00:00Z");
		}
	}

	private static @Nullable Instant instant(@Nullable String text) {
		return (text != null) ? Instant.parse(text) : null;
	}

	@Command(name = "verify", mixinStandardHelpOptions = true, description = {
			"Checks the chain of all events, also while the service runs.",
			"Prints when it began, and where it ends. Keep that elsewhere, and give it to a later check as --since: it then also"
					+ " finds what somebody did who has the server key.",
			"Exit status 0 means that the chain holds, 1 that it does not." },
			footer = "Example: audit verify --since 4711:5f9c2f1f0c8ae5a4b0bb6a1f1d7cbb9f6a04d9f1d1b8f8ce2f4b7e0fd0c7a9e1")
	int verify(@Option(names = "--since",
			description = "Where the chain ended at an earlier check.") @Nullable ChainHead since) {
		ChainReport report = this.application.bean(Chain.class).verify(since);
		PrintWriter out = this.spec.commandLine().getOut();
		report.findings().forEach((it) -> out.println("%s at %d: %s".formatted(it.kind(), it.seq(), it.text())));
		out.println(
				"%d events checked, %d wait for the service to seal them".formatted(report.rows(), report.waiting()));
		if (report.head() != null) {
			out.println("The chain ends with " + report.head());
		}
		if (report.began() != null) {
			out.println("The chain began at %s with %d events that it took as they were".formatted(report.began().at(),
					report.began().adopted()));
		}
		out.println(report.broken() ? "The chain is BROKEN" : "The chain holds");
		return report.broken() ? ExitCode.SOFTWARE : ExitCode.OK;
	}

}
