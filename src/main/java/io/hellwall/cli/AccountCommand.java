package io.hellwall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult;
import io.hellwall.account.CreateResult.Busy;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.CreateResult.EmailTaken;
import io.hellwall.account.CreateResult.PasswordTooCommon;
import io.hellwall.account.CreateResult.PasswordTooShort;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.passcode.Passcodes;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "account", mixinStandardHelpOptions = true,
		description = "Creates and lists accounts, and ends their sessions.")
class AccountCommand {

	private static final int PAGE = 500;

	/** Id, device, network and two times, each as wide as its longest value. */
	private static final String SESSION = "%-36s  %-17s  %-43s  %-20s  %s";

	private final Commands.Application application;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	AccountCommand(Commands.Application application) {
		this.application = application;
	}

	@Command(name = "add", mixinStandardHelpOptions = true, description = "Creates an account and prints its id.")
	void add(@Option(names = "--email", required = true) EmailAddress email,
			@Option(names = "--phone",
					description = "A number that a login may not contradict.") @Nullable PhoneNumber phone,
			@Option(names = "--password-stdin", required = true,
					description = "Reads the password from the first line of standard input.") boolean passwordStdin)
			throws IOException {
		switch (create(email, phone)) {
			case Created(Account account) -> out().println(account.id());
			case EmailTaken taken -> throw refused("--email belongs to another account");
			case PasswordTooShort(int minLength) ->
				throw refused("the password needs " + minLength + " or more characters");
			case Busy busy -> throw refused("too many passwords wait to be hashed");
			case PasswordTooCommon common ->
				throw refused("the password is one of those that are guessed first: take another");
		}
	}

	@Command(name = "list", mixinStandardHelpOptions = true,
			description = "Prints id, address and status of each account, with tabs between them.")
	void list() {
		List<Account> page = accounts().list(null, PAGE);
		while (!page.isEmpty()) {
			for (Account account : page) {
				out().println(String.join("\t", account.id().toString(), account.email().value(),
						account.active() ? "active" : "disabled"));
			}
			page = accounts().list(page.getLast().email(), PAGE);
		}
	}

	@Command(name = "unlock", mixinStandardHelpOptions = true,
			description = "Forgets the wrong passwords and passcodes that were counted for an account.")
	void unlock(@Option(names = "--email", required = true) EmailAddress email) {
		this.application.bean(Passcodes.class).forgetGuesses(account(email));
	}

	@Command(name = "sessions", mixinStandardHelpOptions = true,
			description = "Prints a table of the live sessions of an account, newest first.")
	void sessions(@Option(names = "--email", required = true) EmailAddress email) {
		List<OpenSession> sessions = sessions().list(account(email));
		out().println(SESSION.formatted("ID", "DEVICE", "NETWORK", "OPENED", "LAST SEEN").strip());
		for (OpenSession session : sessions) {
			out().println(
					SESSION
						.formatted(session.id(), session.mac().value(), session.network(),
								session.openedAt().truncatedTo(ChronoUnit.SECONDS),
								session.lastSeenAt().truncatedTo(ChronoUnit.SECONDS))
						.strip());
		}
	}

	@Command(name = "end-session", mixinStandardHelpOptions = true,
			description = "Ends one session of an account, also in a service that runs.")
	void endSession(@Option(names = "--email", required = true) EmailAddress email, @Option(names = "--session",
			required = true, description = "Id of the session, as 'account sessions' prints it.") UUID session) {
		if (!sessions().end(account(email), new SessionId(session), null)) {
			throw refused("--session is no live session of this account");
		}
	}

	@Command(name = "end-sessions", mixinStandardHelpOptions = true,
			description = "Ends all sessions of an account, also in a service that runs.")
	void endSessions(@Option(names = "--email", required = true) EmailAddress email) {
		sessions().endAll(account(email));
	}

	private AccountId account(EmailAddress email) {
		return accounts().find(email).orElseThrow(() -> refused("--email belongs to no account")).id();
	}

	private AccountSessions sessions() {
		return this.application.bean(AccountSessions.class);
	}

	private CreateResult create(EmailAddress email, @Nullable PhoneNumber phone) throws IOException {
		String password = Commands.password(this.spec);
		try {
			return accounts().create(email, Password.parse(password), phone);
		}
		catch (IllegalArgumentException ex) {
			throw refused("the password " + ex.getMessage());
		}
	}

	private Accounts accounts() {
		return this.application.bean(Accounts.class);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private ParameterException refused(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

}
