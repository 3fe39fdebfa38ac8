package io.hellwall.cli;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

import io.hellwall.audit.Actor;
import io.hellwall.client.Client;
import io.hellwall.client.ClientId;
import io.hellwall.client.ClientName;
import io.hellwall.client.Clients;
import io.hellwall.client.NewClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "client", mixinStandardHelpOptions = true,
		description = "Registers systems that ask about tokens by the standards of OAuth.")
class ClientCommand {

	private static final String ROW = "%-36s  %-20s  %-10s  %-6s  %s";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	ClientCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "add", mixinStandardHelpOptions = true,
			description = { "Registers a client and prints its id and its secret. The secret is not shown again:",
					"only its hash is stored." },
			footer = { "", "Example:", "  hellwall client add --introspect orders" })
	void add(@Parameters(paramLabel = "NAME",
			description = "What you call it: 1 to 64 letters, digits, blanks, dots, underscores and dashes.") ClientName name,
			@ArgGroup(exclusive = false, multiplicity = "1") Rights rights,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		NewClient added = clients().add(name, rights.introspect, rights.revoke, Actor.COMMAND_LINE);
		if (json) {
			out().println(Json.of(added));
		}
		else {
			out().println(added.client().id());
			out().println(added.secret().text());
		}
		this.spec.commandLine().getErr().println("Keep the secret now: it is not shown again.");
	}

	@Command(name = "list", mixinStandardHelpOptions = true,
			description = "Prints a table of all clients, the oldest first.",
			footer = { "", "Example:", "  hellwall client list" })
	void list(@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		if (!json) {
			out().println(ROW.formatted("ID", "CREATED", "INTROSPECT", "REVOKE", "NAME"));
		}
		clients().list().forEach((client) -> out().println(json ? Json.of(client) : row(client)));
	}

	@Command(name = "remove", mixinStandardHelpOptions = true,
			description = "Removes a client: every request that starts afterwards is refused, on every node.",
			footer = { "", "Example:", "  hellwall client remove 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10" })
	void remove(
			@Parameters(paramLabel = "ID", description = "Id of the client, as 'client list' prints it.") ClientId id) {
		if (!clients().remove(id, Actor.COMMAND_LINE)) {
			throw new RefusedException("ID belongs to no client");
		}
	}

	private static String row(Client client) {
		return ROW.formatted(client.id(), client.createdAt().truncatedTo(ChronoUnit.SECONDS),
				client.mayIntrospect() ? "yes" : "no", client.mayRevoke() ? "yes" : "no", client.name());
	}

	private Clients clients() {
		return this.application.bean(Clients.class);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	/** What a client may do: at least one of them. */
	static class Rights {

		@Option(names = "--introspect", description = "It may ask what tokens are worth.")
		private boolean introspect;

		@Option(names = "--revoke", description = "It may end the sessions of tokens that it knows.")
		private boolean revoke;

	}

}
