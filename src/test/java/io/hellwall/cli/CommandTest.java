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

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands, as an administrator types them. */
class CommandTest {

	private static final String OTHER_MAC = "aa:bb:cc:dd:ee:02";

	@TempDir
	Path folder;

	private TestService service;

	@BeforeEach
	void lend() {
		this.service = SharedService.lend(TestStore.SQLITE);
	}

	@AfterEach
	void giveBack() {
		SharedService.giveBack(this.service);
	}

	@Test
	void accountSessionsWhenServiceRunsThenWhatIsEndedIsOverThere() {
		String email = this.service.newAccount();
		String first = this.service.login(email, TestService.MAC, this.service.passcode(email, TestService.MAC))
			.text("token");
		String session = this.service.verify(first, TestService.MAC).text("sessionId");
		this.service.clock().advance(Duration.ofMinutes(1));
		String second = this.service.login(email, OTHER_MAC, this.service.passcode(email, OTHER_MAC)).text("token");
		List<String> table = printed("account", "sessions", "--email", email);
		assertThat(table).hasSize(3);
		assertThat(table.getFirst()).matches("ID +DEVICE +NETWORK +OPENED +LAST SEEN");
		assertThat(table.get(1)).contains("  " + OTHER_MAC + "  127.0.0.1/32  ");
		assertThat(table.getLast()).startsWith(session + "  " + TestService.MAC + "  127.0.0.1/32  ")
			.endsWith("  2026-11-22T12:00:00Z  2026-11-22T12:00:00Z");
		assertThat(printed("account", "end-session", "--email", email, "--session", session)).isEmpty();
		assertThat(this.service.verify(first, TestService.MAC).status()).isEqualTo(401);
		assertThat(this.service.verify(second, OTHER_MAC).status()).isEqualTo(200);
		printed("account", "end-sessions", "--email", email);
		assertThat(this.service.verify(second, OTHER_MAC).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "start --help", "account --help", "account add --help", "store copy --help",
			"mail preview --help", "admin-key add --help", "client add --help", "account import --help",
			"account export --help", "backup --help", "backup verify --help", "restore --help", "--version" })
	void runWhenHelpIsWantedThenStartsNothing(String line) throws IOException {
		Run run = Run.with((profiles) -> unwanted(), line.split(" "));
		assertThat(run.status()).isZero();
		assertThat(run.out()).matches("(?s)(Usage: )?hellwall .*");
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
	void runWhenWordsAreWrongThenSaysSoAndStartsNothing(String line, String message) {
		Run.with((profiles) -> unwanted(), line.split(" +")).assertRefused(2, message);
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
	void runWhenCommandIsRefusedThenSaysWhatToDo(String line, String message) {
		runWith("short", line.split(" ")).assertRefused(2, message);
		assertThat(this.service.mail().getReceivedMessages()).isEmpty();
	}

	@Test
	void accountImportWhenItCannotBeginOrEndThenSaysWhatToDo() throws Exception {
		Path users = Files.writeString(this.folder.resolve("users.csv"), "email,password\na@example.org,secret");
		here("account", "import", "--from", users.toString(), "--list", "none/list").assertRefused(2,
				"the list none/list cannot be written: name another with --list");
		here("account", "import", "--from", users.toString(), "--list", users.toString()).assertRefused(2, "--list");
		Path old = Files.createDirectory(this.folder.resolve("old"));
		old(old.resolve("op_creds.db"), "op_creds(mac, password, email, phone, token, expiry)").close();
		try (Connection passcodes = old(old.resolve("op_passcodes.db"), "passcode_table(mac, email, passcode)");
				Statement exclusive = passcodes.createStatement()) {
			exclusive.execute("begin exclusive");
			String[] words = { "account", "import", "--from", old.resolve("op_creds.db").toString() };
			here(words).assertRefused(1, "op_passcodes.db is in use: stop what uses it");
			exclusive.execute("rollback");
			assertThat(here(words).status()).isZero();
		}
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
	void accountWhenItLivesThenEachCommandDoesItsPart() {
		String id = runWith(TestService.PASSWORD, "account", "add", "--email", "Carol@example.org", "--password-stdin")
			.lines()
			.getFirst();
		assertThat(printed("account", "list")).hasSize(2).first().asString().matches("ID +STATUS +CREATED +EMAIL");
		assertThat(printed("account", "list").getLast()).startsWith(id + "  active    20")
			.endsWith("Z  Carol@example.org");
		assertThat(printed("account", "edit", "--id", id, "--new-email", "c@example.org", "--phone", "0049 30 123456",
				"--binding", "prefix", "--language", "fr"))
			.isEmpty();
		assertThat(printed("account", "disable", "--email", "c@example.org", "--json")).singleElement()
			.asString()
			.startsWith("{\"id\":\"" + id + "\",\"email\":\"c@example.org\",\"phone\":\"+4930123456\","
					+ "\"status\":\"disabled\",\"binding\":\"prefix\",\"language\":\"fr\",\"createdAt\":\"")
			.endsWith("Z\",\"version\":2}");
		assertThat(printed("account", "list", "--status", "active", "--json")).isEmpty();
		assertThat(printed("account", "list", "--email", "C@", "--sort", "-createdAt", "--json")).hasSize(1);
		printed("account", "enable", "--id", id);
		assertThat(printed("account", "show", "--id", id))
			.startsWith("Id:       " + id, "Email:    c@example.org", "Phone:    +4930123456", "Status:   active",
					"Binding:  prefix", "Language: fr")
			.endsWith("Changes:  3", "Sessions: 0");
		assertThat(printed("account", "forget-guesses", "--id", id)).isEmpty();
		assertThat(printed("account", "delete", "--id", id)).isEmpty();
		assertThat(printed("account", "list", "--json")).isEmpty();
		assertThat(Run.within(this.service, "account", "show", "--id", id).status()).isEqualTo(2);
	}

	@Test
	void adminKeyWhenServiceRunsThenIsGoodThereUntilRevoked() {
		String key = printed("admin-key", "add", "alice").getFirst();
		String[] header = { "Authorization", "Bearer " + key };
		assertThat(this.service.get("/admin/accounts", header).status()).isEqualTo(200);
		assertThat(printed("admin-key", "list")).hasSize(3)
			.satisfies((rows) -> assertThat(rows.get(1)).startsWith("file "))
			.allSatisfy((line) -> assertThat(line).doesNotContain(key));
		assertThat(Run.within(this.service, "admin-key", "add", "alice").status()).isEqualTo(2);
		assertThat(printed("admin-key", "revoke", "alice")).isEmpty();
		assertThat(this.service.get("/admin/accounts", header).status()).isEqualTo(401);
		assertThat(this.service.get("/admin/accounts", this.service.adminKey()).status()).isEqualTo(200);
		assertThat(printed("admin-key", "list", "--json")).hasSize(2)
			.last()
			.asString()
			.matches("\\{\"name\":\"alice\",\"createdAt\":\"[^\"]+\",\"revokedAt\":\"[^\"]+\"}");
	}

	@Test
	void clientWhenServiceRunsThenIsKnownThereUntilRemoved() {
		List<String> added = printed("client", "add", "--introspect", "orders");
		assertThat(added).hasSize(2);
		String id = added.getFirst();
		String form = "token=none&mac=" + TestService.MAC + "&client_id=" + id + "&client_secret=" + added.getLast();
		assertThat(this.service.postForm("/oauth2/introspect", form).body()).isEqualTo("{\"active\":false}");
		assertThat(this.service.postForm("/oauth2/revoke", form).status()).isEqualTo(403);
		assertThat(printed("client", "list")).hasSize(2)
			.allSatisfy((line) -> assertThat(line).doesNotContain(added.getLast()))
			.last()
			.asString()
			.matches(id + "  \\S+Z +yes +no +orders");
		assertThat(printed("client", "remove", id)).isEmpty();
		assertThat(this.service.postForm("/oauth2/introspect", form).status()).isEqualTo(401);
		assertThat(printed("client", "add", "--revoke", "--json", "the shop")).singleElement()
			.asString()
			.matches("\\{\"id\":\"[^\"]+\",\"secret\":\"hellwall_client_[0-9a-f]{64}\",\"name\":\"the shop\","
					+ "\"mayIntrospect\":false,\"mayRevoke\":true,\"createdAt\":\"[^\"]+\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "account add", "account list", "account show", "account edit", "account disable",
			"account enable", "account delete", "account sessions", "account end-session", "account end-sessions",
			"account forget-guesses", "account reset-password", "account import", "account export", "admin-key add",
			"admin-key list", "admin-key revoke", "admin-key replace", "key list", "key rotate", "key retire", "doctor",
			"client add", "client list", "client remove" })
	void helpWhenOfACommandThenHasAnExampleOfIt(String command) {
		assertThat(Run.with((profiles) -> unwanted(), (command + " --help").split(" ")).out()).contains("Example:",
				"  hellwall " + command);
	}

	private static ConfigurableApplicationContext unwanted() {
		throw new AssertionError("an application was started");
	}

	/** Away from the service. */
	private Run here(String... words) {
		return Run.of(Run.concat(words, "--hellwall.data-dir=" + this.folder));
	}

	/** What a command prints that succeeds. */
	private List<String> printed(String... words) {
		return Run.within(this.service, words).lines();
	}

	private Run runWith(String input, String... words) {
		InputStream before = System.in;
		System.setIn(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)));
		try {
			return Run.within(this.service, words);
		}
		finally {
			System.setIn(before);
		}
	}

}
