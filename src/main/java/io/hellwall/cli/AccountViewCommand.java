package io.hellwall.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountCursor;
import io.hellwall.account.AccountLists;
import io.hellwall.account.AccountOrder;
import io.hellwall.account.AccountPage;
import io.hellwall.account.AccountSearch;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailPart;
import io.hellwall.audit.Actor;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The commands that show accounts, and show and end their sessions. They are public,
 * because only then are they inherited as commands.
 */
abstract class AccountViewCommand {

	private static final int PAGE = 500;

	/** Id, status and time, each as wide as its longest value, and the address. */
	private static final String ACCOUNT = "%-36s  %-8s  %-20s  %s";

	/** Id, device, network and two times, each as wide as its longest value. */
	private static final String SESSION = "%-36s  %-17s  %-43s  %-20s  %s";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	AccountViewCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "list", mixinStandardHelpOptions = true, description = "Prints a table of accounts.",
			footer = { "", "Example:", "  hellwall account list --status disabled --sort -createdAt" })
	public void list(
			@Option(names = "--email",
					description = "Only accounts with this part in their address.") @Nullable EmailPart email,
			@Option(names = "--status",
					description = "Only accounts that are active, or disabled.") @Nullable AccountStatus status,
			@Option(names = "--sort", defaultValue = "email",
					description = "email, createdAt, or one of them after a minus.") AccountOrder order,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		AccountLists lists = bean(AccountLists.class);
		AccountSearch search = new AccountSearch(email, status, order);
		if (!json) {
			out().println(ACCOUNT.formatted("ID", "STATUS", "CREATED", "EMAIL"));
		}
		AccountCursor next = null;
		do {
			AccountPage page = lists.page(search, next, PAGE);
			page.accounts().forEach((account) -> out().println(json ? Json.of(account) : row(account)));
			next = page.next();
		}
		while (next != null);
	}

	@Command(name = "show", mixinStandardHelpOptions = true, description = "Prints an account.",
			footer = { "", "Example:", "  hellwall account show --email alice@example.org" })
	public void show(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		Account account = target.find(bean(Accounts.class));
		if (json) {
			out().println(Json.of(account));
			return;
		}
		field("Id", account.id());
		field("Email", account.email().value());
		field("Phone", (account.phone() != null) ? account.phone().value() : "none");
		field("Status", account.status());
		field("Binding", (account.binding() != null) ? account.binding() : "default");
		field("Language", (account.language() != null) ? account.language() : "none");
		field("Created", seconds(account.createdAt()));
		field("Changes", account.version());
		field("Sessions", sessions().list(account.id()).size());
	}

	@Command(name = "sessions", mixinStandardHelpOptions = true,
			description = "Prints a table of the live sessions of an account, newest first.",
			footer = { "", "Example:", "  hellwall account sessions --email alice@example.org" })
	public void sessions(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		List<OpenSession> sessions = sessions().list(target.find(bean(Accounts.class)).id());
		if (!json) {
			out().println(SESSION.formatted("ID", "DEVICE", "NETWORK", "OPENED", "LAST SEEN").strip());
		}
		sessions.forEach((session) -> out().println(json ? Json.of(session) : row(session)));
	}

	@Command(name = "end-session", mixinStandardHelpOptions = true,
			description = "Ends one session of an account, also in a service that runs.", footer = { "", "Example:",
					"  hellwall account end-session --email alice@example.org --session 5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11" })
	public void endSession(@ArgGroup(multiplicity = "1") AccountTarget target, @Option(names = "--session",
			required = true, description = "Id of the session, as 'account sessions' prints it.") UUID session) {
		Account account = target.find(bean(Accounts.class));
		if (!sessions().end(account.id(), new SessionId(session), Actor.COMMAND_LINE)) {
			throw new RefusedException("--session is no live session of this account");
		}
	}

	@Command(name = "end-sessions", mixinStandardHelpOptions = true,
			description = "Ends all sessions of an account, also in a service that runs.",
			footer = { "", "Example:", "  hellwall account end-sessions --email alice@example.org" })
	public void endSessions(@ArgGroup(multiplicity = "1") AccountTarget target) {
		sessions().endAll(target.find(bean(Accounts.class)).id(), Actor.COMMAND_LINE);
	}

	private static String row(Account account) {
		return ACCOUNT.formatted(account.id(), account.status(), seconds(account.createdAt()), account.email().value());
	}

	private static String row(OpenSession session) {
		return SESSION
			.formatted(session.id(), session.mac().value(), session.network(), seconds(session.openedAt()),
					seconds(session.lastSeenAt()))
			.strip();
	}

	private static Instant seconds(Instant time) {
		return time.truncatedTo(ChronoUnit.SECONDS);
	}

	private void field(String name, Object value) {
		out().println("%-10s%s".formatted(name + ":", value));
	}

	private AccountSessions sessions() {
		return bean(AccountSessions.class);
	}

	<T> T bean(Class<T> type) {
		return this.application.bean(type);
	}

	PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	CommandSpec spec() {
		return this.spec;
	}

}
