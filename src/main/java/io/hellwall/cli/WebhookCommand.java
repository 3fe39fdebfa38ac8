package io.hellwall.cli;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

import io.hellwall.audit.Actor;
import io.hellwall.audit.EventName;
import io.hellwall.webhook.AddResult.Added;
import io.hellwall.webhook.AddResult.Refused;
import io.hellwall.webhook.TestResult.Accepted;
import io.hellwall.webhook.TestResult.Failed;
import io.hellwall.webhook.TestResult.NotFound;
import io.hellwall.webhook.WebhookId;
import io.hellwall.webhook.WebhookSecret;
import io.hellwall.webhook.WebhookView;
import io.hellwall.webhook.Webhooks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "webhook", mixinStandardHelpOptions = true,
		description = "Names other systems that the service tells about events.")
class WebhookCommand {

	private static final String ID = "Id of the webhook, as 'webhook list' prints it.";

	private static final String ROW = "%-36s  %-20s  %-8s  %8s  %s";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	WebhookCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "add", mixinStandardHelpOptions = true,
			description = "Adds a webhook, and prints its id and its secret. The secret is not shown again.",
			footer = "Example: webhook add --url https://example.org/hook --event authn_login_fail,user_created")
	void add(@Option(names = "--url", required = true,
			description = "Where the service posts events to: https, and http only where hellwall.webhook.allowed-networks allows it.") String url,
			@Option(names = "--event", split = ",",
					description = "Names of the OWASP logging vocabulary or types of events, with commas between them. Without: all events.") @Nullable List<EventName> events,
			@Option(names = "--with-email",
					description = "Tells the mail address of the account, too.") boolean withEmail) {
		switch (webhooks().add(url, (events != null) ? events : List.of(), withEmail, Actor.COMMAND_LINE)) {
			case Added(WebhookId id, WebhookSecret secret) -> {
				out().println(id);
				out().println(secret.reveal());
			}
			case Refused(String reason) -> throw refused("--url: " + reason);
		}
	}

	@Command(name = "list", mixinStandardHelpOptions = true,
			description = "Prints a table of all webhooks, the oldest first.", footer = "Example: webhook list")
	void list() {
		out().println(ROW.formatted("ID", "ADDED", "STATE", "TOLD TO", "URL"));
		for (WebhookView it : webhooks().list()) {
			out().println(ROW.formatted(it.id(), it.createdAt().truncatedTo(ChronoUnit.SECONDS), state(it),
					it.position(), it.url() + events(it)));
		}
	}

	private static String state(WebhookView webhook) {
		if (webhook.disabledAt() != null) {
			return "disabled";
		}
		return (webhook.attempts() > 0) ? "waits" : "works";
	}

	private static String events(WebhookView webhook) {
		return webhook.events().isEmpty() ? ""
				: webhook.events().stream().map(EventName::value).collect(Collectors.joining(",", " (", ")"));
	}

	@Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a webhook.",
			footer = "Example: webhook remove 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10")
	void remove(@Parameters(paramLabel = "ID", description = ID) WebhookId id) {
		if (!webhooks().remove(id, Actor.COMMAND_LINE)) {
			throw refused("there is no such webhook");
		}
	}

	@Command(name = "enable", mixinStandardHelpOptions = true,
			description = "Lets a webhook that was given up go on where it stopped.",
			footer = "Example: webhook enable 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10")
	void enable(@Parameters(paramLabel = "ID", description = ID) WebhookId id) {
		if (!webhooks().enable(id, Actor.COMMAND_LINE)) {
			throw refused("there is no such webhook that is disabled");
		}
	}

	@Command(name = "test", mixinStandardHelpOptions = true,
			description = "Sends a webhook a message of the type 'test', and says what became of it.",
			footer = "Example: webhook test 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10")
	int test(@Parameters(paramLabel = "ID", description = ID) WebhookId id) {
		return switch (webhooks().test(id)) {
			case Accepted accepted -> {
				out().println("accepted");
				yield ExitCode.OK;
			}
			case Failed(String reason) -> {
				this.spec.commandLine().getErr().println("not accepted: " + reason);
				yield ExitCode.SOFTWARE;
			}
			case NotFound none -> throw refused("there is no such webhook");
		};
	}

	private Webhooks webhooks() {
		return this.application.bean(Webhooks.class);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private ParameterException refused(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

}
