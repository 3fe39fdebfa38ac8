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
		boolean holdsAccounts = changeover.holdsAccounts();
		if (holdsAccounts && environment.acceptsProfiles(IMPORTS)) {
			environment.getPropertySources().addFirst(new MapPropertySource("import", changeover.settings()));
			context.getBeanFactory().registerSingleton("changeover", changeover);
		}
		else if (holdsAccounts && !environment.acceptsProfiles(COMMAND)
				&& environment.getProperty(IMPORT_ON_START, Boolean.class, false)) {
			importAccounts(changeover, environment);
		}
		else {
			throw new IllegalStateException(changeover.describe());
		}
	}

	/** Runs the command, with the settings of this start. */
	private static void importAccounts(Changeover changeover, ConfigurableEnvironment environment) {
		List<String> settings = new ArrayList<>();
		PropertySource<?> commandLine = environment.getPropertySources().get("commandLineArgs");
		if (commandLine instanceof EnumerablePropertySource<?> all) {
			for (String name : all.getPropertyNames()) {
				settings.add("--" + name + "=" + all.getProperty(name));
			}
		}
		String[] words = { "account", "import", "--from", changeover.file().toString(), "--on-start" };
		String[] args = settings.toArray(String[]::new);
		if (Commands.run(words, (profiles) -> Hellwall.withoutServersAndLog(profiles, args)) != 0) {
			throw new IllegalStateException(
					"the import of " + changeover.file() + " failed: the reason is above, and the next start goes on");
		}
	}

}
