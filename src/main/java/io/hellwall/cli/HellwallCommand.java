package io.hellwall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program itself, with the options that stand before any command. */
@Command(name = "hellwall", mixinStandardHelpOptions = true, versionProvider = HellwallCommand.Version.class,
		description = "Without a command: starts the service.")
class HellwallCommand {

	/** Reads what the build wrote down. */
	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() throws IOException {
			Properties build = new Properties();
			try (InputStream file = HellwallCommand.class.getResourceAsStream("/META-INF/build-info.properties")) {
				if (file != null) {
					build.load(file);
				}
			}
			return new String[] { "hellwall " + build.getProperty("build.version", "development") };
		}

	}

}
