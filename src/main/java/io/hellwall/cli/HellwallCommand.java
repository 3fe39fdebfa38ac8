package io.hellwall.cli;

import java.io.IOException;
import java.util.Properties;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The program itself, with the options that stand before any command. */
@Command(name = "hellwall", mixinStandardHelpOptions = true, versionProvider = HellwallCommand.Version.class,
		description = { "Logs people in with a password and a mailed passcode, and checks their tokens.",
				"Settings may stand anywhere: --hellwall.data-dir=/srv/hellwall" },
		exitCodeListHeading = "%nExit status:%n",
		exitCodeList = { "0:done", "1:failed, and the log says why", "2:refused, and nothing was changed" })
class HellwallCommand {

	/** Reads the version that the build wrote to a file. */
	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() throws IOException {
			Properties build = PropertiesLoaderUtils.loadAllProperties("META-INF/build-info.properties");
			return new String[] { "hellwall " + build.getProperty("build.version", "development") };
		}

	}

}
