package io.hellwall.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.Hellwall;
import io.hellwall.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands, as an administrator types them. */
@Isolated("reads what is printed")
@ExtendWith(OutputCaptureExtension.class)
class CommandTest {

	private static final String OTHER_MAC = "aa:bb:cc:dd:ee:02";

	@TempDir
	Path dataDir;

	@Test
	void accountListWhenTheServerKeyIsMissingThenSaysSoAndMakesNone(CapturedOutput output) throws IOException {
		Path key = this.dataDir.resolve("server.key");
		assertThat(runHere("", "account", "list")).isZero();
		Path kept = Files.move(key, this.dataDir.resolve("kept"));
		assertThat(runHere("", "account", "list")).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("the file " + key + " is missing: restore it")
			.doesNotContain("\tat ");
		assertThat(key).doesNotExist();
		Files.move(kept, key);
		assertThat(runHere("", "account", "list")).isZero();
	}

	@Test
	void accountSessionsWhenServiceRunsThenWhatIsEndedIsOverThere(CapturedOutput output) {
		try (TestService service = TestService.start(this.dataDir)) {
			String email = service.newAccount();
			String first = service.login(email, TestService.MAC, service.passcode(email, TestService.MAC))
				.text("token");
			String session = service.verify(first, TestService.MAC).text("sessionId");
			service.clock().advance(Duration.ofMinutes(1));
			String second = service.login(email, OTHER_MAC, service.passcode(email, OTHER_MAC)).text("token");
			List<String> table = printed(output, "account", "sessions", "--email", email);
			assertThat(table).hasSize(3);
			assertThat(table.getFirst()).matches("ID +DEVICE +NETWORK +OPENED +LAST SEEN");
			assertThat(table.get(1)).contains("  " + OTHER_MAC + "  127.0.0.1/32  ");
			assertThat(table.getLast()).startsWith(session + "  " + TestService.MAC + "  127.0.0.1/32  ")
				.endsWith("  2026-11-22T12:00:00Z  2026-11-22T12:00:00Z");
			assertThat(printed(output, "account", "end-session", "--email", email, "--session", session)).isEmpty();
			assertThat(service.verify(first, TestService.MAC).status()).isEqualTo(401);
			assertThat(service.verify(second, OTHER_MAC).status()).isEqualTo(200);
			printed(output, "account", "end-sessions", "--email", email);
			assertThat(service.verify(second, OTHER_MAC).status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "account --help", "account add --help", "store copy --help",
			"mail preview --help", "--version" })
	void runWhenHelpIsWantedThenStartsNothing(String line, CapturedOutput output) throws IOException {
		assertThat(Commands.run(line.split(" "), CommandTest::unwanted)).isZero();
		assertThat(output.getOut()).matches("(?s)(Usage: )?hellwall .*");
		assertThat(this.dataDir).isEmptyDirectory();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			acount list                                  | Unmatched argument
			--springdoc.cache.disabled=true acount       | Unmatched argument at index 0
			account add                                  | Missing required options
			account add --email carol --password-stdin   | must be a mail address
			store copy                                   | Missing required option
			mail preview                                 | Missing required option: '--to
			account end-session --email carol@x.org      | Missing required option: '--session
			account end-session --email c@x.org --session 1 | Invalid value for option '--session'
			--hellwall.token.ttl=1h --frce account list  | Unknown option
			""")
	void runWhenWordsAreWrongThenSaysSoAndStartsNothing(String line, String message, CapturedOutput output) {
		assertThat(Commands.run(line.split(" +"), CommandTest::unwanted)).isEqualTo(2);
		assertThat(output.getErr()).contains(message).doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			account add --email carol@example.org --password-stdin | the password needs 15 or more characters
			account unlock --email carol@example.org               | --email belongs to no account
			account sessions --email carol@example.org             | --email belongs to no account
			account end-sessions --email carol@example.org         | --email belongs to no account
			""")
	void runWhenCommandIsRefusedThenSaysWhatToDo(String line, String message, CapturedOutput output) {
		assertThat(runHere("short", line.split(" "))).isEqualTo(2);
		assertThat(output.getErr()).contains(message).doesNotContain("\tat ");
		assertThat(this.dataDir.resolve("outbox")).doesNotExist();
	}

	@Test
	void runWhenStartFailsThenSaysWhyOnce(CapturedOutput output) {
		assertThat(runHere("", "account", "list", "--hellwall.tokn.ttl=1h")).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("there is no setting hellwall.tokn.ttl").doesNotContain("\tat ");
	}

	@Test
	void runWhenCommandFailsThenLogsTheTrace(CapturedOutput output) {
		assertThat(Commands.run(new String[] { "account", "list" }, CommandTest::empty)).isEqualTo(1);
		assertThat(output.getAll()).contains("The command failed", "NoSuchBeanDefinitionException", "\tat ");
	}

	private static ConfigurableApplicationContext unwanted() {
		throw new AssertionError("an application was started");
	}

	private static ConfigurableApplicationContext empty() {
		return new SpringApplicationBuilder(Object.class).web(WebApplicationType.NONE).run();
	}

	/** The lines that a command prints, without those of the log. */
	private List<String> printed(CapturedOutput output, String... words) {
		int before = output.getOut().length();
		assertThat(runHere("", words)).isZero();
		return output.getOut().substring(before).lines().filter((line) -> !line.matches("\\d{4}-\\d\\d-.*")).toList();
	}

	private int runHere(String input, String... words) {
		String[] all = Stream.concat(Stream.of(words), Stream.of("--hellwall.data-dir=" + this.dataDir))
			.toArray(String[]::new);
		InputStream before = System.in;
		System.setIn(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)));
		try {
			return Commands.run(all,
					() -> new SpringApplicationBuilder(Hellwall.class).web(WebApplicationType.NONE)
						.profiles("cli")
						.run(all));
		}
		finally {
			System.setIn(before);
		}
	}

}
