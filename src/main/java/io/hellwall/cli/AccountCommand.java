package io.hellwall.cli;

import java.io.IOException;

import io.hellwall.account.Account;
import io.hellwall.account.AccountEdit;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult;
import io.hellwall.account.CreateResult.Busy;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.CreateResult.PasswordRefused;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneChoice;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Actor;
import io.hellwall.binding.BindingChoice;
import io.hellwall.device.Language;
import io.hellwall.lifecycle.AccountLifecycle;
import io.hellwall.lifecycle.ChangeResult.Changed;
import io.hellwall.lifecycle.ChangeResult.EmailTaken;
import io.hellwall.lifecycle.ChangeResult.Outdated;
import io.hellwall.lifecycle.ChangeResult.Unknown;
import io.hellwall.passcode.Passcodes;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
import io.hellwall.selfservice.PasswordResets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that change accounts, beside those that show them. */
@Command(name = "account", mixinStandardHelpOptions = true,
		description = "Creates, shows, changes and erases accounts, and ends their sessions."
				+ " What is changed holds at once, also in a service that runs.")
class AccountCommand extends AccountViewCommand {

	AccountCommand(Commands.Application application) {
		super(application);
	}

	@Command(name = "add", mixinStandardHelpOptions = true, description = "Creates an account and prints its id.",
			footer = { "", "Example:",
					"  hellwall account add --email alice@example.org --password-stdin < password.txt" })
	void add(@Option(names = "--email", required = true, description = "Where its mails go.") EmailAddress email,
			@Option(names = "--phone",
					description = "A number that a login may not contradict.") @Nullable PhoneNumber phone,
			@Option(names = "--password-stdin", required = true,
					description = "Reads the password from the first line of standard input.") boolean passwordStdin,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) throws IOException {
		switch (create(email, phone)) {
			case Created(Account account) -> out().println(json ? Json.of(account) : account.id().toString());
			case CreateResult.EmailTaken taken -> throw new RefusedException("--email belongs to another account");
			case PasswordRefused(PasswordFault fault) -> throw new RefusedException("the password " + fault.message());
			case Busy busy -> throw new RefusedException("too many passwords wait to be hashed");
		}
	}

	@Command(name = "edit", mixinStandardHelpOptions = true,
			description = "Changes an account. Another address ends its sessions.",
			footer = { "", "Example:", "  hellwall account edit --email alice@example.org --new-email al@example.org" })
	void edit(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--new-email",
					description = "Where its mails go from now on.") @Nullable EmailAddress email,
			@Option(names = "--phone",
					description = "A number that a login may not contradict; '' for none.") @Nullable PhoneChoice phone,
			@Option(names = "--binding",
					description = "strict, prefix, step-up, report or off; with 'default' the settings decide.") @Nullable BindingChoice binding,
			@Option(names = "--language",
					description = "What its mails are written in: en, fr, ar, de or es.") @Nullable Language language,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		AccountEdit edit = new AccountEdit(email, phone, null, binding, language);
		if (edit.isEmpty()) {
			throw new RefusedException("say what changes: --new-email, --phone, --binding or --language");
		}
		change(target, edit, json);
	}

	@Command(name = "disable", mixinStandardHelpOptions = true,
			description = "Disables an account: its sessions end, and it cannot log in.",
			footer = { "", "Example:", "  hellwall account disable --email alice@example.org" })
	void disable(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		change(target, AccountEdit.of(AccountStatus.DISABLED), json);
	}

	@Command(name = "enable", mixinStandardHelpOptions = true,
			description = "Enables an account: it may log in again. No earlier session goes on.",
			footer = { "", "Example:", "  hellwall account enable --email alice@example.org" })
	void enable(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--json", description = Json.DESCRIPTION) boolean json) {
		change(target, AccountEdit.of(AccountStatus.ACTIVE), json);
	}

	@Command(name = "delete", mixinStandardHelpOptions = true,
			description = "Erases an account with all that names its holder. The audit events keep its id only.",
			footer = { "", "Example:", "  hellwall account delete --email alice@example.org --yes" })
	void delete(@ArgGroup(multiplicity = "1") AccountTarget target,
			@Option(names = "--yes", description = "Does not ask. Without a terminal, nothing is asked.") boolean yes) {
		AccountId id = target.find(accounts()).id();
		if (!yes && !Terminal.agrees("Erase this account for good? Type yes: ")) {
			throw new RefusedException("nothing was erased");
		}
		if (!bean(AccountLifecycle.class).erase(id, Actor.COMMAND_LINE)) {
			throw new RefusedException("the account was erased by somebody else");
		}
	}

	@Command(name = "forget-guesses", mixinStandardHelpOptions = true,
			description = "Forgets the wrong passwords and passcodes that were counted for an account.",
			footer = { "", "Example:", "  hellwall account forget-guesses --email alice@example.org" })
	void forgetGuesses(@ArgGroup(multiplicity = "1") AccountTarget target) {
		bean(Passcodes.class).forgetGuesses(target.find(accounts()).id(), Actor.COMMAND_LINE);
	}

	@Command(name = "reset-password", mixinStandardHelpOptions = true,
			description = "Mails the holder a passcode that lets him choose a new password within a day.",
			footer = { "", "Example:", "  hellwall account reset-password --email alice@example.org" })
	void resetPassword(@ArgGroup(multiplicity = "1") AccountTarget target) {
		switch (bean(PasswordResets.class).start(target.find(accounts()).id(), Actor.COMMAND_LINE)) {
			case STARTED -> {
			}
			case NO_ACCOUNT -> throw new RefusedException("the account was erased by somebody else");
			case DISABLED -> throw new RefusedException("the account is disabled: enable it first");
			case MAIL_UNAVAILABLE -> throw new RefusedException("the mail could not be sent: try again later");
		}
	}

	private void change(AccountTarget target, AccountEdit edit, boolean json) {
		AccountId id = target.find(accounts()).id();
		switch (bean(AccountLifecycle.class).change(id, (version) -> true, edit, Actor.COMMAND_LINE)) {
			case Changed(Account account) -> {
				if (json) {
					out().println(Json.of(account));
				}
			}
			case EmailTaken taken -> throw new RefusedException("--new-email belongs to another account");
			case Unknown unknown -> throw new RefusedException("the account was erased by somebody else");
			case Outdated outdated -> throw new RefusedException("others change the account all the time: try again");
		}
	}

	private CreateResult create(EmailAddress email, @Nullable PhoneNumber phone) throws IOException {
		String password = Commands.password(spec());
		try {
			return accounts().create(email, Password.parse(password), phone, Actor.COMMAND_LINE);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException("the password " + ex.getMessage());
		}
	}

	private Accounts accounts() {
		return bean(Accounts.class);
	}

}
