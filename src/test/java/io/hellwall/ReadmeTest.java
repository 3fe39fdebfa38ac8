package io.hellwall;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.legacy.PipePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Types the calls of the README as they stand there, in one shell, and compares the
 * answers with the page. Only ports differ, and what is random or a time.
 */
class ReadmeTest {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");

	private static final Map<String, String> VOLATILE = Map.of("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>",
			"[0-9a-f]{64}", "<token>", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>",
			"\"expiresIn\":(3600|359\\d)", "\"expiresIn\":<an hour>");

	@TempDir
	static Path folder;

	static ConfigurableApplicationContext service;

	@BeforeAll
	static void start() {
		service = new SpringApplicationBuilder(Hellwall.class).run("--server.port=0", "--management.server.port=0",
				"--hellwall.data-dir=" + folder.resolve("data"), "--hellwall.tcp.passcode-port=0",
				"--hellwall.tcp.login-port=0", "--hellwall.tcp.request-port=0");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void everyCallGivesTheAnswerOfThePage() throws Exception {
		for (String tool : List.of("bash", "curl", "sed", "tee", "nc", "sqlite3")) {
			assumeTrue(installed(tool), tool + " is not installed");
		}
		List<Call> calls = calls(Files.readString(Path.of("README.md")));
		assertThat(calls).hasSizeGreaterThan(15);
		assertThat(run(calls)).isEqualTo(calls.stream().map((call) -> stable(call.answer())).toList());
	}

	@Test
	void everySettingIsOnThePage() throws IOException {
		String page = Files.readString(Path.of("README.md"));
		String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		Matcher names = Pattern.compile("\"name\": \"hellwall\\.([a-z0-9.-]+)\",\\s+\"type\": \"(?!io\\.hellwall)")
			.matcher(metadata);
		while (names.find()) {
			String last = names.group(1).replaceAll(".*\\.", "");
			if (!last.equals("username") && !last.equals("password")) { // SQLite has no
																		// users
				assertThat(page).containsAnyOf("`hellwall." + names.group(1) + "`", "`." + last + "`",
						"`hellwall." + names.group(1) + ".<id>`");
			}
		}
	}

	private static boolean installed(String tool) {
		return Pattern.compile(File.pathSeparator)
			.splitAsStream(System.getenv("PATH"))
			.anyMatch((bin) -> Files.isExecutable(Path.of(bin, tool)));
	}

	private static List<Call> calls(String page) {
		List<Call> calls = new ArrayList<>();
		Matcher blocks = BLOCK.matcher(page);
		while (blocks.find()) {
			for (String call : blocks.group(1).split("(?m)^\\$ ", -1)) {
				if (!call.isBlank()) {
					int end = call.indexOf('\n');
					calls.add(new Call(call.substring(0, end), call.substring(end + 1).strip()));
				}
			}
		}
		return calls;
	}

	/** All calls in one shell, so that what one sets the next one knows. */
	private static List<String> run(List<Call> calls) throws IOException, InterruptedException {
		StringBuilder script = new StringBuilder();
		calls.forEach((call) -> script.append(withPorts(call.command())).append("\necho; echo '--next--'\n"));
		Process shell = new ProcessBuilder("bash", "-c", script.toString()).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("answers").toFile())
			.start();
		assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
		String answers = Files.readString(folder.resolve("answers"));
		return Pattern.compile("--next--\\n").splitAsStream(answers).map((answer) -> stable(answer.strip())).toList();
	}

	private static String withPorts(String command) {
		String port = service.getEnvironment().getRequiredProperty("local.server.port");
		List<Integer> pipes = PipePorts.of(service);
		return command.replace("127.0.0.1:8080", "127.0.0.1:" + port)
			.replace("127.0.0.1 7158", "127.0.0.1 " + pipes.get(0))
			.replace("127.0.0.1 7159", "127.0.0.1 " + pipes.get(1))
			.replace("127.0.0.1 7160", "127.0.0.1 " + pipes.get(2));
	}

	private static String stable(String answer) {
		String stable = answer;
		for (Map.Entry<String, String> part : VOLATILE.entrySet()) {
			stable = stable.replaceAll(part.getKey(), part.getValue());
		}
		return stable;
	}

	private record Call(String command, String answer) {
	}

}
