package io.hellwall;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.hellwall.cli.Commands;
import io.hellwall.moving.Changeover;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;

/**
 * Looks for the files of the first implementation, which have the names of our stores,
 * before anything opens them. They stop a start, unless it is to import them.
 */
class FirstImplementation implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String IMPORT_ON_START = "hellwall.import-on-start";

	/** The profile of a command that imports accounts. */
	private static final Profiles IMPORTS = Profiles.of("import");

	private static final Profiles COMMAND = Profiles.of("cli");

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Changeover changeover = Changeover.of(Path.of(environment.getProperty("hellwall.data-dir", "")),
				environment.getProperty("hellwall.store.creds.url", ""),
				environment.getProperty("hellwall.store.passcodes.url", ""));
		changeover.resume();
		if (!changeover.isNeeded()) {
			return;
		}
		if (environment.acceptsProfiles(IMPORTS)) {
			environment.getPropertySources().addFirst(new MapPropertySource("import", changeover.settings()));
			context.getBeanFactory().registerSingleton("changeover", changeover);
		}
		else if (!environment.acceptsProfiles(COMMAND)
				&& environment.getProperty(IMPORT_ON_START, Boolean.class, false)) {
			importAccounts(changeover, environment);
		}
		else {
			throw new IllegalStateException(changeover.describe());
		}
	}

	/** Runs the command, with the settings of this start. */
	private static void importAccounts(Changeover changeover, ConfigurableEnvironment environment) {
		List<String> args = new ArrayList<>(
				List.of("account", "import", "--from", changeover.file().toString(), "--on-start"));
		PropertySource<?> commandLine = environment.getPropertySources().get("commandLineArgs");
		if (commandLine instanceof EnumerablePropertySource<?> settings) {
			for (String name : settings.getPropertyNames()) {
				args.add("--" + name + "=" + settings.getProperty(name));
			}
		}
		String[] words = args.toArray(String[]::new);
		if (Commands.run(words, (profiles) -> Hellwall.withoutServersAndLog(profiles, words)) != 0) {
			throw new IllegalStateException("the import of " + changeover.file()
					+ " failed: the reason is above; nothing was changed in it, and the next start goes on");
		}
	}

}
