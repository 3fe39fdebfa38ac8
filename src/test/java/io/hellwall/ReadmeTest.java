package io.hellwall;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.legacy.PipePorts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the shell lines of the README in their order, in bash, and compares the answers
 * with the page. Only ports, random values and times may differ.
 */
@Slow
@Order(1)
class ReadmeTest {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

	private static final Pattern PROGRAM = Pattern.compile("(?:#|//) (\\S+)\\n.*", Pattern.DOTALL);

	private static final Map<String, String> VOLATILE = Map.of("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>",
			"[0-9a-f]{64}", "<token>", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>",
			"\"expiresIn\":(3600|35[5-9]\\d)", "\"expiresIn\":<an hour>", "\"exp\":\\d{10},\"iat\":\\d{10}",
			"<in seconds>", "hellwall-\\d{8}T\\d{6}\\.\\d{3}Z", "<backup>", "version [^ ,]+,", "version <version>,");

	private static final String LOGIN = "Log in";

	private static final String BACKEND = "Call it from your backend";

	private static final String TLS = "Turn on TLS";

	/** A line with one of these is left out where the tool is missing. */
	private static final List<String> TOOLS = List.of("curl", "nc", "openssl", "python3", "sqlite3");

	/** These need a Docker daemon; CI checks docker-compose.yml. */
	private static final List<String> CONTAINERS = List.of("docker compose up --build",
			"docker compose --profile gateway up --build gateway",
			"echo 'correct horse battery staple' | docker compose --profile gateway exec -T guarded"
					+ " hellwall account add --email alice@example.org --password-stdin");

	/** Which file runs a command that this test does not run, by its beginning. */
	private static final Map<String, Path> RUN_BY = Map.of("./mvnw", Path.of(".ci/run"), "java -jar",
			Path.of("src/test/sh/nginx-example"), "src/examples", Path.of("src/test/sh/nginx-example"));

	private static final String TRUSTING = "-Dspring-boot.run.arguments=--hellwall.trusted-proxies";

	/** {@code PagesInBrowserTest} starts the service so. */
	private static final String PAGES = "-Dspring-boot.run.arguments=--hellwall.public-url";

	private static final String ENCRYPTED = "ssl.bundle";

	private static final String COPY = "store copy";

	private static final String COPIED = "--spring.profiles.active=postgres";

	private static String page = "";

	@TempDir
	Path folder;

	@BeforeAll
	static void read() throws IOException {
		page = Files.readString(Path.of("README.md"));
	}

	@Test
	void callsWhenMadeInOrderThenAnswerAsOnThePage() throws Exception {
		for (String program : blocks(chapter(BACKEND), "python", "java")) {
			Matcher name = PROGRAM.matcher(program);
			assertThat(name.matches()).isTrue();
			Files.writeString(this.folder.resolve(name.group(1)), program);
		}
		List<Call> calls = new ArrayList<>();
		for (String chapter : chapters()) {
			if (chapter.startsWith(BACKEND)) {
				calls.addAll(calls(chapter(LOGIN)).subList(1, 5)); // the second login
			}
			if (!chapter.startsWith(TLS)) {
				calls.addAll(calls(chapter));
			}
		}
		assertThat(calls).hasSizeGreaterThan(20);
		try (ConfigurableApplicationContext service = start(commandWith(TRUSTING))) {
			replacePorts(service, "check.py", "Check.java");
			assertAnswers(calls, service);
		}
		moveToPostgres();
	}

	private void moveToPostgres() throws Exception {
		String database = TestStore.POSTGRES.settings()[0].replaceFirst("[^=]*=", "");
		String copy = commandWith(COPY).replace("jdbc:postgresql://localhost:5432/hellwall", "'" + database + "'")
			.replace("--to-username hellwall", "--to-username postgres");
		assertAnswers(List.of(new Call("echo secret | " + copy + " | sed 's/:.*//'", "Copied and verified")), null);
		String settings = " --hellwall.store.creds.url=" + database + " --hellwall.store.creds.username=postgres";
		try (ConfigurableApplicationContext service = start(commandWith(COPIED) + settings)) {
			assertAnswers(List.of(new Call(
					"curl -s http://127.0.0.1:8080/admin/accounts"
							+ " -H \"Authorization: Bearer $(cat data/admin.key)\" | grep -o alice@example.org",
					"alice@example.org")), service);
		}
		String epoch = blocks(operators(), "sh").getFirst().strip();
		assertThat(epoch).contains("restore --epoch-only");
		assertAnswers(List
			.of(new Call(epoch + settings + " | grep -o '^Passcodes that are void'", "Passcodes that are void")), null);
	}

	@Test
	void tlsWhenTurnedOnAsOnThePageThenClientsAreServed() throws Exception {
		List<Call> calls = calls(chapter(TLS));
		Files.createDirectories(this.folder.resolve("data"));
		assertThat(calls.getFirst().command()).startsWith("openssl");
		assertAnswers(calls.subList(0, 1), null);
		try (ConfigurableApplicationContext service = start(commandWith(ENCRYPTED))) {
			assertAnswers(calls.subList(1, calls.size()), service);
		}
	}

	/** No service runs: the commands make what they need. */
	@Test
	void backupWhenMadeAndRestoredAsForOperatorsThenAnswersAreThoseOfTheirPage() throws Exception {
		List<Call> calls = new ArrayList<>();
		calls.add(new Call("echo 'correct horse battery staple' | java -jar target/hellwall.jar account add"
				+ " --email carol@example.org --password-stdin; echo 0123456789abcdef0123456789abcdef >data/admin.key",
				"<id>"));
		calls.addAll(calls(operators()));
		assertThat(calls).hasSize(9);
		assertAnswers(calls, null);
	}

	/** The chapter for operators that this test runs. */
	private static String operators() throws IOException {
		return Pattern.compile("(?m)^## ")
			.splitAsStream(Files.readString(Path.of("src/docs/operate.md")))
			.filter((it) -> it.startsWith("Back up and restore\n"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void commandsWhenNotRunHereThenAnotherFileRunsThem() throws IOException {
		List<String> commands = blocks(page, "sh").stream().flatMap(String::lines).toList();
		assertThat(commands).containsAll(CONTAINERS);
		List<String> runHere = Stream.of(TRUSTING, PAGES, ENCRYPTED, COPY, COPIED)
			.map(ReadmeTest::commandWith)
			.toList();
		for (String command : commands) {
			if (!CONTAINERS.contains(command) && !runHere.contains(command)) {
				Path file = RUN_BY.entrySet()
					.stream()
					.filter((it) -> command.startsWith(it.getKey()))
					.findFirst()
					.orElseThrow(() -> new AssertionError("nothing runs: " + command))
					.getValue();
				List<String> options = Pattern.compile("(?<= )--?\\w[\\w.-]*")
					.matcher(command.replace("java -jar target/hellwall.jar", ""))
					.results()
					.map(MatchResult::group)
					.toList();
				String text = Files.readString(file);
				assertThat(options).as("%s runs %s", file, command).allMatch(text::contains);
				assertThat(text).containsAnyOf("target/hellwall.jar", "./mvnw");
			}
		}
	}

	@Test
	void linksWhenToAChapterOrFileThenItExists() {
		List<String> anchors = chapters().stream().map(ReadmeTest::anchor).toList();
		List<String> targets = Pattern.compile("\\]\\(([^)]+)\\)")
			.matcher(page)
			.results()
			.map((it) -> it.group(1))
			.filter((it) -> !it.startsWith("https:"))
			.toList();
		assertThat(targets).hasSizeGreaterThan(5).allSatisfy((target) -> {
			if (target.startsWith("#")) {
				assertThat(anchors).contains(target);
			}
			else {
				assertThat(Path.of(target)).exists();
			}
		});
	}

	private static String anchor(String chapter) {
		return "#" + chapter.lines().findFirst().orElseThrow().toLowerCase(Locale.ROOT).replace(' ', '-');
	}

	/** Each chapter begins with its heading. */
	private static List<String> chapters() {
		return Pattern.compile("(?m)^#{2,3} ").splitAsStream(page).skip(1).toList();
	}

	private static String chapter(String heading) {
		return chapters().stream().filter((it) -> it.startsWith(heading + "\n")).findFirst().orElseThrow();
	}

	private static List<String> blocks(String text, String... languages) {
		return BLOCK.matcher(text)
			.results()
			.filter((it) -> List.of(languages).contains(it.group(1)))
			.map((it) -> it.group(2))
			.toList();
	}

	/** The only command of a service that holds the words. */
	private static String commandWith(String words) {
		List<String> found = blocks(page, "sh").stream()
			.flatMap(String::lines)
			.filter((it) -> it.contains(words))
			.toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	private static List<Call> calls(String chapter) {
		return blocks(chapter, "console").stream()
			.flatMap((block) -> Stream.of(block.split("(?m)^\\$ ")))
			.filter((call) -> !call.isBlank())
			.map((call) -> new Call(call.substring(0, call.indexOf('\n')),
					stable(call.substring(call.indexOf('\n')).strip())))
			.filter(Call::possible)
			.toList();
	}

	/** Starts a service with the settings of the command, on free ports. */
	private ConfigurableApplicationContext start(String command) {
		List<String> args = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
				"--hellwall.tcp.passcode-port=0", "--hellwall.tcp.login-port=0", "--hellwall.tcp.request-port=0",
				"--hellwall.data-dir=" + this.folder.resolve("data")));
		Pattern.compile("--[a-z.-]+=\\S+")
			.matcher(command)
			.results()
			.map((it) -> it.group()
				.replaceFirst("(?<==)(file:|\\./)data", "$1" + this.folder.resolve("data"))
				.replace("=./", "="))
			.forEach(args::add);
		assertThat(args).hasSizeGreaterThan(6);
		return LogSetup.application(Hellwall.class).run(args.toArray(String[]::new));
	}

	private void replacePorts(ConfigurableApplicationContext service, String... programs) throws IOException {
		for (String program : programs) {
			Path file = this.folder.resolve(program);
			Files.writeString(file, withPorts(Files.readString(file), service));
		}
	}

	private void assertAnswers(List<Call> calls, @Nullable ConfigurableApplicationContext service) throws Exception {
		StringBuilder script = new StringBuilder("""
				mapfile -t program <"$PROGRAM"
				java() {
					if [ "$1" = -jar ]; then
						shift 2
						"${program[@]}" "$@"
					else
						"$JAVA" "$@"
					fi
				}
				""");
		calls.forEach((call) -> script.append(call.command()).append("\necho; echo '--next--'\n"));
		ProcessBuilder bash = new ProcessBuilder("bash", "-c",
				(service != null) ? withPorts(script.toString(), service) : script.toString());
		bash.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
		bash.environment()
			.put("PROGRAM", Files.write(this.folder.resolve("program"), TestProgram.command()).toString());
		File errors = this.folder.resolve("errors").toFile();
		Process shell = bash.directory(this.folder.toFile())
			.redirectError(errors)
			.redirectOutput(this.folder.resolve("answers").toFile())
			.start();
		assertThat(shell.waitFor(300, TimeUnit.SECONDS)).isTrue();
		List<String> answers = Pattern.compile("--next--\\n")
			.splitAsStream(Files.readString(this.folder.resolve("answers")))
			.map((answer) -> stable(answer.strip()))
			.toList();
		assertThat(answers).as(() -> said(errors)).isEqualTo(calls.stream().map(Call::answer).toList());
	}

	private static String said(File errors) {
		try {
			return Files.readString(errors.toPath());
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String withPorts(String text, ConfigurableApplicationContext service) {
		String port = service.getEnvironment().getRequiredProperty("local.server.port");
		String management = service.getEnvironment().getRequiredProperty("local.management.port");
		List<Integer> pipes = PipePorts.of(service);
		return text.replace("127.0.0.1:8080", "127.0.0.1:" + port)
			.replace("127.0.0.1:8081", "127.0.0.1:" + management)
			.replaceAll("127.0.0.1([ :])7158", "127.0.0.1$1" + pipes.get(0))
			.replaceAll("127.0.0.1([ :])7159", "127.0.0.1$1" + pipes.get(1))
			.replaceAll("127.0.0.1([ :])7160", "127.0.0.1$1" + pipes.get(2));
	}

	private static String stable(String answer) {
		String stable = answer;
		for (Map.Entry<String, String> part : VOLATILE.entrySet()) {
			stable = stable.replaceAll(part.getKey(), part.getValue());
		}
		return stable;
	}

	private record Call(String command, String answer) {

		/** Says which tool is missing, if one is. */
		boolean possible() {
			Optional<String> missing = TOOLS.stream()
				.filter((tool) -> this.command.matches("(^|.*[|(] ?)" + tool + " .*") && !installed(tool))
				.findFirst();
			missing.ifPresent((tool) -> System.out.println("Not run, as " + tool + " is missing: " + this.command));
			return missing.isEmpty();
		}

		private static boolean installed(String tool) {
			return Pattern.compile(File.pathSeparator)
				.splitAsStream(System.getenv("PATH"))
				.anyMatch((bin) -> Files.isExecutable(Path.of(bin, tool)));
		}

	}

}
