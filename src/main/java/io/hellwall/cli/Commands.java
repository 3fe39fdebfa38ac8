package io.hellwall.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.account.AccountOrder;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.EmailPart;
import io.hellwall.account.PhoneChoice;
import io.hellwall.account.PhoneNumber;
import io.hellwall.adminkey.AdminKeyName;
import io.hellwall.binding.BindingChoice;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.device.Language;
import io.hellwall.audit.EventName;
import io.hellwall.backup.RestoreChoice.PasswordChoice;
import io.hellwall.backup.RestoreChoice.SessionChoice;
import io.hellwall.audit.Outcome;
import io.hellwall.chain.ChainHead;
import io.hellwall.client.ClientId;
import io.hellwall.client.ClientName;
import io.hellwall.webhook.WebhookId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * The commands of the program. Help, version and mistakes in the words of a command need
 * no application; a command starts one when it asks for its first bean.
 * <p>
 * Public for the main class alone, which belongs to no package that may be named here,
 * and for the manual that the build writes.
 */
public final class Commands {

	/** The word that starts the service, alone or with settings. */
	public static final String START = "start";

	private static final Logger logger = LoggerFactory.getLogger(Commands.class);

	/**
	 * A setting, which may stand among the words of a command. The application reads it.
	 * It has a dot in its name, and no option of a command has one.
	 */
	private static final Pattern SETTING = Pattern.compile("--[^=.]+\\.[^=]+=.*", Pattern.DOTALL);

	/**
	 * Profile of a command that works on files. The stores of the settings are not
	 * opened: that would create them, or bring them to the schema of this version.
	 */
	static final String NO_STORES = "no-stores";

	private Commands() {
	}

	/**
	 * Runs one command.
	 * @param args the words of the command and settings
	 * @param out for results
	 * @param err for what is wrong and what to do
	 * @param start starts an application without servers and with these profiles, or
	 * throws after the reason was logged
	 * @return the exit status: 0 for success, 1 for a failure, 2 for a refusal
	 */
	public static int run(String[] args, PrintWriter out, PrintWriter err,
			Function<String[], ConfigurableApplicationContext> start) {
		String[] words = Stream.of(args).filter((arg) -> !SETTING.matcher(arg).matches()).toArray(String[]::new);
		try (Application application = new Application(start)) {
			return commands(application).setOut(out)
				.setErr(err)
				.setExecutionExceptionHandler((ex, command, words2) -> failed(ex, command, application))
				.execute(words);
		}
	}

	/** The same on standard output and standard error. */
	public static int run(String[] args, Function<String[], ConfigurableApplicationContext> start) {
		return run(args, writer(System.out), writer(System.err), start);
	}

	/**
	 * The same in a process that does nothing else. Its log goes to standard error, so
	 * that standard output has the result alone.
	 */
	public static int runAlone(String[] args, Function<String[], ConfigurableApplicationContext> start) {
		PrintWriter out = writer(System.out);
		System.setOut(System.err);
		return run(args, out, writer(System.err), start);
	}

	private static PrintWriter writer(PrintStream stream) {
		return new PrintWriter(stream, true, stream.charset());
	}

	/** All commands with no application behind them, for a manual. None can run. */
	public static CommandLine describe() {
		return commands(new Application((profiles) -> {
			throw new IllegalStateException("a description runs no command");
		}));
	}

	private static CommandLine commands(Application application) {
		return new CommandLine(new HellwallCommand()).addSubcommand(new StartCommand())
			.addSubcommand(accounts(application))
			.addSubcommand(new AdminKeyCommand(application))
			.addSubcommand(new KeyCommand(application))
			.addSubcommand(new DoctorCommand(application))
			.addSubcommand(new ClientCommand(application))
			.addSubcommand(new StoreCommand(application))
			.addSubcommand(new MailCommand(application))
			.addSubcommand(new AuditCommand(application))
			.addSubcommand(new WebhookCommand(application))
			.addSubcommand(new BackupCommand(application))
			.addSubcommand(new RestoreCommand(application))
			.registerConverter(EmailAddress.class, converter(EmailAddress::parse))
			.registerConverter(EmailPart.class, converter(EmailPart::new))
			.registerConverter(PhoneNumber.class, converter(PhoneNumber::parse))
			.registerConverter(PhoneChoice.class, converter(PhoneChoice::parse))
			.registerConverter(BindingChoice.class, converter(BindingChoice::parse))
			.registerConverter(Language.class, converter(Language::parse))
			.registerConverter(AccountStatus.class, converter(AccountStatus::parse))
			.registerConverter(AccountOrder.class, converter(AccountOrder::parse))
			.registerConverter(KeyFingerprint.class, converter(KeyFingerprint::parse))
			.registerConverter(AdminKeyName.class, converter(AdminKeyName::new))
			.registerConverter(ClientId.class, converter(ClientId::parse))
			.registerConverter(ClientName.class, converter(ClientName::new))
			.registerConverter(ChainHead.class, converter(ChainHead::of))
			.registerConverter(EventName.class, converter(EventName::of))
			.registerConverter(WebhookId.class, converter(WebhookId::of))
			.registerConverter(Outcome.class, converter(Outcome::of))
			.registerConverter(SessionChoice.class, converter(SessionChoice::parse))
			.registerConverter(PasswordChoice.class, converter(PasswordChoice::parse));
	}

	private static int failed(Exception ex, CommandLine command, Application application) {
		if (ex instanceof RefusedException) {
			command.getErr().println(ex.getMessage());
			return ExitCode.USAGE;
		}
		return application.failed(ex);
	}

	private static CommandLine accounts(Application application) {
		return new CommandLine(new AccountCommand(application)).addSubcommand(new ImportCommand(application))
			.addSubcommand(new ExportCommand(application));
	}

	/** Reads a password from the first line of standard input. */
	static String password(CommandSpec command) throws IOException {
		String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		if (line == null) {
			throw new ParameterException(command.commandLine(), "no password came on standard input");
		}
		return line;
	}

	/** Shows the message of a value that checks itself. */
	private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
		return (text) -> {
			try {
				return parse.apply(text);
			}
			catch (IllegalArgumentException ex) {
				throw new TypeConversionException(ex.getMessage());
			}
		};
	}

	/**
	 * The application behind the commands, started by the first call of {@link #bean}.
	 */
	static final class Application implements AutoCloseable {

		private final Function<String[], ConfigurableApplicationContext> start;

		private @Nullable ConfigurableApplicationContext context;

		private boolean startFailed;

		Application(Function<String[], ConfigurableApplicationContext> start) {
			this.start = start;
		}

		/**
		 * A bean of the application, which is started for the first of them.
		 * @param profiles of the start, beside that of all commands
		 */
		<T> T bean(Class<T> type, String... profiles) {
			if (this.context == null) {
				this.startFailed = true;
				this.context = this.start
					.apply(Stream.concat(Stream.of("cli"), Stream.of(profiles)).toArray(String[]::new));
				this.startFailed = false;
			}
			return this.context.getBean(type);
		}

		/**
		 * The log says already why a start failed. Beans are made when a command needs
		 * them: what such a start finds out late is said in the same way.
		 */
		private int failed(Exception failure) {
			if (!this.startFailed && !(failure instanceof BeanCreationException late && reported(late))) {
				logger.error("The command failed", failure);
			}
			return ExitCode.SOFTWARE;
		}

		private boolean reported(BeanCreationException failure) {
			return this.context != null && SpringFactoriesLoader.forDefaultResourceLocation()
				.load(SpringBootExceptionReporter.class,
						ArgumentResolver.of(ConfigurableApplicationContext.class, this.context))
				.stream()
				.anyMatch((reporter) -> reporter.reportException(failure));
		}

		/** Lets the next bean come from an application that is started anew. */
		void stop() {
			close();
			this.context = null;
		}

		@Override
		public void close() {
			if (this.context != null) {
				this.context.close();
			}
		}

	}

}
