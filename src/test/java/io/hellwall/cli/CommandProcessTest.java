package io.hellwall.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.hellwall.Slow;
import io.hellwall.TestProgram;
import io.hellwall.TestService;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands in a process of their own, beside a service that runs. */
@Slow
@Order(1)
class CommandProcessTest {

	private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	@TempDir
	Path dataDir;

	@Test
	void accountAddWhenServiceRunsThenHolderLogsInThere() throws Exception {
		try (TestService service = TestService.start(this.dataDir)) {
			String id = process(TestService.PASSWORD, "account", "add", "--email", "Carol@Example.org",
					"--password-stdin");
			assertThat(id).matches(ID);
			assertThat(process("", "account", "list", "--json")).startsWith("{\"id\":\"" + id + "\"")
				.contains("\"Carol@example.org\",\"status\":\"active\"")
				.doesNotContain("\n");
			assertThat(service
				.login("Carol@example.org", TestService.MAC, service.passcode("Carol@example.org", TestService.MAC))
				.status()).isEqualTo(200);
		}
	}

	@Test
	void accountListWhenTheUmaskLetsOthersReadAndWriteThenTheyCanDoNeither() throws Exception {
		assertThat(process("", "account", "list", "--json")).isEmpty();
		try (Stream<Path> files = Files.list(this.dataDir)) {
			assertThat(files).hasSizeGreaterThan(2)
				.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.as(file.toString())
					.isEqualTo("rw-------"));
		}
	}

	@Test
	void accountListWhenItDoesNotStartThenTheReasonIsNoResult() throws Exception {
		Process process = start(false, "account", "list", "--hellwall.tokn.ttl=1h");
		try {
			assertThat(process.inputReader().readAllAsString()).isEmpty();
			assertThat(process.errorReader().readAllAsString()).contains("there is no setting hellwall.tokn.ttl");
			assertThat(process.waitFor()).isEqualTo(1);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private String process(String input, String... words) throws IOException, InterruptedException {
		Process process = start(true, words);
		try {
			process.getOutputStream().write((input + "\n").getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(output).isZero();
			return output.strip();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(boolean together, String... words) throws IOException {
		List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 0; exec \"$@\"", "sh"));
		command.addAll(TestProgram.command());
		command.addAll(List.of(words));
		command.add("--hellwall.data-dir=" + this.dataDir);
		return new ProcessBuilder(command).redirectErrorStream(together).start();
	}

}
