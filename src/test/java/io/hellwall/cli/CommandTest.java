package io.hellwall.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.hellwall.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real processes, as an administrator starts them, beside a service that runs. */
class CommandTest {

	private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	@TempDir
	Path dataDir;

	@Test
	void accountIsAddedAndListedWhileTheServiceRuns() throws Exception {
		try (TestService service = TestService.start(this.dataDir)) {
			Outcome added = run(TestService.PASSWORD, "account", "add", "--email", "Carol@Example.org",
					"--password-stdin");
			assertThat(added.output()).matches(ID);
			assertThat(added.status()).isZero();
			assertThat(run("", "account", "list").output()).isEqualTo(added.output() + "\tCarol@example.org\tactive");
			assertThat(service
				.login("Carol@example.org", TestService.MAC, service.passcode("Carol@example.org", TestService.MAC))
				.status()).isEqualTo(200);
		}
	}

	@Test
	void refusalsSayWhatToDoAndFail() throws Exception {
		assertRefused("Invalid value for option '--email': must be a mail address",
				run("", "account", "add", "--email", "carol", "--password-stdin"));
		assertRefused("the password needs 15 or more characters",
				run("short", "account", "add", "--email", "carol@example.org", "--password-stdin"));
		assertRefused("--email belongs to no account", run("", "account", "unlock", "--email", "carol@example.org"));
		assertRefused("Unmatched argument", run("", "acount", "list"));
		assertThat(this.dataDir.resolve("outbox")).doesNotExist();
	}

	private static void assertRefused(String message, Outcome outcome) {
		assertThat(outcome.output()).startsWith(message).doesNotContain("\tat ");
		assertThat(outcome.status()).isEqualTo(2);
	}

	private Outcome run(String input, String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"--enable-native-access=ALL-UNNAMED", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						"io.hellwall.Hellwall"));
		command.addAll(List.of(words));
		command.add("--hellwall.data-dir=" + this.dataDir);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			process.getOutputStream().write((input + "\n").getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			return new Outcome(output.strip(), process.exitValue());
		}
		finally {
			process.destroyForcibly();
		}
	}

	private record Outcome(String output, int status) {
	}

}
