package io.hellwall.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
	void accountShowWhenTheServerKeyIsMissingThenSaysSoAndMakesNone(CapturedOutput output) throws IOException {
		String[] show = { "account", "show", "--email", "carol@example.org" };
		Path key = this.dataDir.resolve("server.key");
		assertThat(runHere("", show)).isEqualTo(2);
		Path kept = Files.move(key, this.dataDir.resolve("kept"));
		assertThat(runHere("", show)).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("the file " + key + " is missing: restore it")
			.doesNotContain("\tat ");
		assertThat(key).doesNotExist();
		Files.move(kept, key);
		assertThat(runHere("", show)).isEqualTo(2);
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
	@ValueSource(strings = { "--help", "start --help", "account --help", "account add --help", "store copy --help",
			"mail preview --help", "admin-key add --help", "client add --help", "account import --help",
			"account export --help", "backup --help", "backup verify --help", "restore --help", "--version" })
	void runWhenHelpIsWantedThenStartsNothing(String line, CapturedOutput output) throws IOException {
		assertThat(Commands.run(line.split(" "), (profiles) -> unwanted())).isZero();
		assertThat(output.getOut()).matches("(?s)(Usage: )?hellwall .*");
		assertThat(this.dataDir).isEmptyDirectory();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			acount list                                  | Unmatched argument
			--springdoc.cache.disabled=true acount       | Unmatched argument at index 0
			start now                                    | Unmatched argument
			account add                                  | Missing required options
			account add --email carol --password-stdin   | must be a mail address
			store copy                                   | Missing required option
			mail preview                                 | Missing required option: '--to
			account end-session --email carol@x.org      | Missing required option: '--session
			account end-session --email c@x.org --session 1 | Invalid value for option '--session'
			--hellwall.token.ttl=1h --frce account list  | Unknown option
			account show                                 | Missing required argument
			account show --email c@x.org --id 1          | Invalid value for option '--id'
			account list --status on                     | must be active or disabled
			account list --sort phone                    | must be email, -email, createdAt or -createdAt
			account edit --email c@x.org --binding no    | must be strict
			admin-key add                                | Missing required parameter
			admin-key add Carol                          | must be 1 to 32 small letters
			client add --introspect                      | Missing required parameter
			client add orders                            | --introspect
			client add --revoke a<b                      | must be 1 to 64 letters
			client remove orders                         | must be an id, as 'client list' prints it
			backup                                       | Missing required option: '--to=DIR
			backup --to x --with-keys                    | --with-keys goes with --passphrase-file
			backup --to x --passphrase-stdin             | --with-keys goes with --passphrase-file
			backup --to x --with-keys --passphrase-file nowhere | --passphrase-file cannot be read
			backup verify                                | Missing required parameter
			restore                                      | Missing required option: '--from=BACKUP'
			restore --from x --epoch-only                | Missing required option: '--from=BACKUP'
			restore --from x --sessions keep             | must be step-up or end
			restore --from x --passwords no              | must be replace or keep
			""")
	void runWhenWordsAreWrongThenSaysSoAndStartsNothing(String line, String message, CapturedOutput output) {
		assertThat(Commands.run(line.split(" +"), (profiles) -> unwanted())).isEqualTo(2);
		assertThat(output.getErr()).contains(message).doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			account add --email carol@example.org --password-stdin | the password needs 15 or more characters
			account import --from none.csv                         | --from must be a file that exists
			account export --to none/accounts.jsonl                | --to must be in a folder that exists
			account forget-guesses --email carol@example.org       | --email belongs to no account
			account reset-password --email carol@example.org       | --email belongs to no account
			account show --id 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10 | --id belongs to no account
			account edit --email carol@example.org                 | say what changes
			account edit --email carol@example.org --phone 123     | --email belongs to no account
			account disable --email carol@example.org              | --email belongs to no account
			account delete --email carol@example.org --yes         | --email belongs to no account
			admin-key add file                                     | NAME was given to a key before
			admin-key revoke file                                  | there is always a first key: 'admin-key replace'
			admin-key revoke carol                                 | NAME belongs to no key that is good
			client remove 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10     | ID belongs to no client
			account sessions --email carol@example.org             | --email belongs to no account
			account end-sessions --email carol@example.org         | --email belongs to no account
			""")
	void runWhenCommandIsRefusedThenSaysWhatToDo(String line, String message, CapturedOutput output) {
		assertThat(runHere("short", line.split(" "))).isEqualTo(2);
		assertThat(output.getErr()).contains(message).doesNotContain("\tat ");
		assertThat(this.dataDir.resolve("outbox")).doesNotExist();
	}

	@Test
	void accountImportWhenItCannotBeginOrEndThenSaysWhatToDo(CapturedOutput output) throws Exception {
		Path users = Files.writeString(this.dataDir.resolve("users.csv"), "email,password\na@example.org,secret");
		assertThat(runHere("", "account", "import", "--from", users.toString(), "--list", "none/list")).isEqualTo(2);
		assertThat(output.getErr()).contains("the list none/list cannot be written: name another with --list");
		assertThat(runHere("", "account", "import", "--from", users.toString(), "--list", users.toString()))
			.isEqualTo(2);
		Path old = Files.createDirectory(this.dataDir.resolve("old"));
		old(old.resolve("op_creds.db"), "op_creds(mac, password, email, phone, token, expiry)").close();
		try (Connection passcodes = old(old.resolve("op_passcodes.db"), "passcode_table(mac, email, passcode)");
				Statement exclusive = passcodes.createStatement()) {
			exclusive.execute("begin exclusive");
			String[] words = { "account", "import", "--from", old.resolve("op_creds.db").toString() };
			assertThat(runHere("", words)).isEqualTo(1);
			assertThat(output.getErr()).contains("op_passcodes.db is in use: stop what uses it");
			exclusive.execute("rollback");
			assertThat(runHere("", words)).isZero();
		}
		assertThat(output.getAll()).doesNotContain("\tat ");
	}

	private static Connection old(Path file, String table) throws SQLException {
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
		try (Statement statement = connection.createStatement()) {
			statement.execute("create table " + table);
		}
		return connection;
	}

	/** Each account, as people and as scripts read it, at each step of its life. */
	@Test
	void accountWhenItLivesThenEachCommandDoesItsPart(CapturedOutput output) {
		String id = printedAfter(output, TestService.PASSWORD, "account", "add", "--email", "Carol@example.org",
				"--password-stdin")
			.getFirst();
		assertThat(printed(output, "account", "list")).hasSize(2)
			.first()
			.asString()
			.matches("ID +STATUS +CREATED +EMAIL");
		assertThat(printed(output, "account", "list").getLast()).startsWith(id + "  active    20")
			.endsWith("Z  Carol@example.org");
		assertThat(printed(output, "account", "edit", "--id", id, "--new-email", "c@example.org", "--phone",
				"0049 30 123456", "--binding", "prefix", "--language", "fr"))
			.isEmpty();
		assertThat(printed(output, "account", "disable", "--email", "c@example.org", "--json")).singleElement()
			.asString()
			.startsWith("{\"id\":\"" + id + "\",\"email\":\"c@example.org\",\"phone\":\"+4930123456\","
					+ "\"status\":\"disabled\",\"binding\":\"prefix\",\"language\":\"fr\",\"createdAt\":\"")
			.endsWith("Z\",\"version\":2}");
		assertThat(printed(output, "account", "list", "--status", "active", "--json")).isEmpty();
		assertThat(printed(output, "account", "list", "--email", "C@", "--sort", "-createdAt", "--json")).hasSize(1);
		printed(output, "account", "enable", "--id", id);
		assertThat(printed(output, "account", "show", "--id", id))
			.startsWith("Id:       " + id, "Email:    c@example.org", "Phone:    +4930123456", "Status:   active",
					"Binding:  prefix", "Language: fr")
			.endsWith("Changes:  3", "Sessions: 0");
		assertThat(printed(output, "account", "forget-guesses", "--id", id)).isEmpty();
		assertThat(printed(output, "account", "delete", "--id", id)).isEmpty();
		assertThat(printed(output, "account", "list", "--json")).isEmpty();
		assertThat(runHere("", "account", "show", "--id", id)).isEqualTo(2);
	}

	@Test
	void adminKeyWhenServiceRunsThenIsGoodThereUntilRevoked(CapturedOutput output) {
		try (TestService service = TestService.start(this.dataDir)) {
			String key = printed(output, "admin-key", "add", "alice").getFirst();
			String[] header = { "Authorization", "Bearer " + key };
			assertThat(service.get("/admin/accounts", header).status()).isEqualTo(200);
			assertThat(printed(output, "admin-key", "list")).hasSize(3)
				.satisfies((rows) -> assertThat(rows.get(1)).startsWith("file "))
				.allSatisfy((line) -> assertThat(line).doesNotContain(key));
			assertThat(runHere("", "admin-key", "add", "alice")).isEqualTo(2);
			assertThat(printed(output, "admin-key", "revoke", "alice")).isEmpty();
			assertThat(service.get("/admin/accounts", header).status()).isEqualTo(401);
			assertThat(service.get("/admin/accounts", service.adminKey()).status()).isEqualTo(200);
			assertThat(printed(output, "admin-key", "list", "--json")).hasSize(2)
				.last()
				.asString()
				.matches("\\{\"name\":\"alice\",\"createdAt\":\"[^\"]+\",\"revokedAt\":\"[^\"]+\"}");
		}
	}

	@Test
	void adminKeyWhenTheFileIsReplacedThenTheOldOneIsRefusedAtOnce(CapturedOutput output) throws IOException {
		try (TestService service = TestService.start(this.dataDir)) {
			String[] before = service.adminKey();
			assertThat(service.get("/admin/accounts", before).status()).isEqualTo(200);
			Path file = this.dataDir.resolve("admin.key");
			assertThat(printed(output, "admin-key", "replace")).containsExactly(file.toString());
			assertThat(service.get("/admin/accounts", before).status()).isEqualTo(401);
			String[] after = { "Authorization", "Bearer " + Files.readString(file).strip() };
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			Files.writeString(file, "too short");
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			assertThat(output.getAll()).containsOnlyOnce("The admin key of before stays good");
		}
	}

	@Test
	void clientWhenServiceRunsThenIsKnownThereUntilRemoved(CapturedOutput output) {
		try (TestService service = TestService.start(this.dataDir)) {
			List<String> added = printed(output, "client", "add", "--introspect", "orders");
			assertThat(added).hasSize(2);
			String id = added.getFirst();
			String form = "token=none&mac=" + TestService.MAC + "&client_id=" + id + "&client_secret="
					+ added.getLast();
			assertThat(service.postForm("/oauth2/introspect", form).body()).isEqualTo("{\"active\":false}");
			assertThat(service.postForm("/oauth2/revoke", form).status()).isEqualTo(403);
			assertThat(printed(output, "client", "list")).hasSize(2)
				.allSatisfy((line) -> assertThat(line).doesNotContain(added.getLast()))
				.last()
				.asString()
				.matches(id + "  \\S+Z +yes +no +orders");
			assertThat(printed(output, "client", "remove", id)).isEmpty();
			assertThat(service.postForm("/oauth2/introspect", form).status()).isEqualTo(401);
			assertThat(printed(output, "client", "add", "--revoke", "--json", "the shop")).singleElement()
				.asString()
				.matches("\\{\"id\":\"[^\"]+\",\"secret\":\"hellwall_client_[0-9a-f]{64}\",\"name\":\"the shop\","
						+ "\"mayIntrospect\":false,\"mayRevoke\":true,\"createdAt\":\"[^\"]+\"}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "account add", "account list", "account show", "account edit", "account disable",
			"account enable", "account delete", "account sessions", "account end-session", "account end-sessions",
			"account forget-guesses", "account reset-password", "account import", "account export", "admin-key add",
			"admin-key list", "admin-key revoke", "admin-key replace", "key list", "key rotate", "key retire", "doctor",
			"client add", "client list", "client remove" })
	void helpWhenOfACommandThenHasAnExampleOfIt(String command, CapturedOutput output) {
		assertThat(Commands.run((command + " --help").split(" "), (profiles) -> unwanted())).isZero();
		assertThat(output.getOut()).contains("Example:", "  hellwall " + command);
	}

	@Test
	void runWhenStartFailsThenSaysWhyOnce(CapturedOutput output) {
		assertThat(runHere("", "account", "list", "--hellwall.tokn.ttl=1h")).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("there is no setting hellwall.tokn.ttl").doesNotContain("\tat ");
	}

	@Test
	void runWhenCommandFailsThenLogsTheTrace(CapturedOutput output) {
		assertThat(Commands.run(new String[] { "account", "list" }, (profiles) -> empty())).isEqualTo(1);
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
		return printedAfter(output, "", words);
	}

	private List<String> printedAfter(CapturedOutput output, String input, String... words) {
		int before = output.getOut().length();
		assertThat(runHere(input, words)).isZero();
		return output.getOut().substring(before).lines().filter((line) -> !line.matches("\\d{4}-\\d\\d-.*")).toList();
	}

	private int runHere(String input, String... words) {
		String[] all = Stream.concat(Stream.of(words), Stream.of("--hellwall.data-dir=" + this.dataDir))
			.toArray(String[]::new);
		InputStream before = System.in;
		System.setIn(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)));
		try {
			return Commands.run(all,
					(profiles) -> new SpringApplicationBuilder(Hellwall.class).web(WebApplicationType.NONE)
						.profiles(profiles)
						.run(all));
		}
		finally {
			System.setIn(before);
		}
	}

}
