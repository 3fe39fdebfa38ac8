package io.hellwall.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Runs the command that the program was started with. */
@Component
@Profile("cli")
class CommandRunner implements CommandLineRunner, ExitCodeGenerator {

	private final ApplicationContext context;

	private int exitCode;

	CommandRunner(ApplicationContext context) {
		this.context = context;
	}

	/** Settings may stand among the words of the command; they have been read already. */
	@Override
	public void run(String... args) {
		String[] words = Stream.of(args)
			.filter((arg) -> !arg.matches("--(?:hellwall|spring|logging)\\.[^=]+=.*"))
			.toArray(String[]::new);
		CommandLine program = new CommandLine(HellwallCommand.class, this.context::getBean);
		commands().forEach(program::addSubcommand);
		this.exitCode = program.registerConverter(EmailAddress.class, says(EmailAddress::parse))
			.registerConverter(PhoneNumber.class, says(PhoneNumber::parse))
			.execute(words);
	}

	/**
	 * Every command that is no part of another. The definitions tell: to ask for the
	 * beans would open the stores for a command that does not need them.
	 */
	private List<Class<?>> commands() {
		List<Class<?>> all = Stream.of(this.context.getBeanDefinitionNames())
			.sorted()
			.<Class<?>>mapMulti((name, found) -> {
				Class<?> type = this.context.getType(name, false);
				if (type != null && type.isAnnotationPresent(Command.class)) {
					found.accept(type);
				}
			})
			.toList();
		Set<Class<?>> parts = all.stream()
			.flatMap((type) -> Stream.of(type.getAnnotation(Command.class).subcommands()))
			.collect(Collectors.toSet());
		return all.stream().filter((type) -> type != HellwallCommand.class && !parts.contains(type)).toList();
	}

	private static <T> ITypeConverter<T> says(ITypeConverter<T> parse) {
		return (text) -> {
			try {
				return parse.convert(text);
			}
			catch (IllegalArgumentException ex) {
				throw new TypeConversionException(ex.getMessage());
			}
		};
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
