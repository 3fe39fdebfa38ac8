package io.hellwall.cli;

import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** What can be done to the stores from a shell, whether the service runs or not. */
@Component
@Command(name = "hellwall", mixinStandardHelpOptions = true, description = "Without a command: starts the service.")
class HellwallCommand {

}
