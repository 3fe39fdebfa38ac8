package io.hellwall.moving;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.ImportStoppedException;
import io.hellwall.password.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Accounts come from files and go to files. */
@EachStore
class AccountImportTest {

	private static final String MAC = TestService.MAC;

	private static final String PASSWORD = TestService.PASSWORD;

	/** Of that password, and cheaper than the hashes of a test. */
	private static final String HASH = "$pbkdf2-sha256$10$MDEyMzQ1Njc4OWFiY2RlZg$ytoRUsYjpcAUaamG1kJlXK7aAWLnRlQXHF7ZdigW8fE";

	private final TestService service;

	@TempDir
	Path folder;

	/** So that the addresses of each test are its own. */
	private String at = "";

	AccountImportTest(TestStore store) {
		this.service = SharedService.on(store);
	}

	@BeforeEach
	void takeAnotherDomain() {
		this.at = "@" + UUID.randomUUID() + ".example.org";
	}

	@Test
	void importWhenLinesAreWrongThenTakesAllOthersAndListsThem() throws Exception {
		Path file = this.folder.resolve("users.jsonl");
		Files.write(file, String.join("\n", "\uFEFF{\"email\":\"one%s\",\"password\":\"" + PASSWORD + "\"}\r", "",
				"{\"email\":\"two%s\",\"password\":\"secret1\",\"phone\":\"+49 30 1234\",\"status\":\"disabled\"}",
				"{\"email\":\"three%s\",\"passwordHash\":\"" + HASH + "\",\"binding\":\"off\"}", "no JSON secret1",
				"[\"secret1\"]", "{\"email\":\"secret1\",\"password\":\"secret1\"}", "{\"email\":\"x%s\"}",
				"{\"email\":\"x%s\",\"password\":\"secret1\",\"passwordHash\":\"" + HASH + "\"}",
				"{\"email\":\"x%s\",\"passwordHash\":\"secret1\"}", "{\"password\":\"secret1\"}",
				"{\"email\":\"x%s\",\"password\":\"secret1\",\"phone\":\"secret1\"}",
				"{\"email\":\"x%s\",\"password\":\"secret1\",\"secret1\":1}",
				"{\"email\":\"x%s\",\"email\":\"x%s\",\"password\":\"secret1\"}",
				"{\"email\":1,\"password\":\"secret1\"}",
				"{\"email\":\"x%s\",\"password\":\"" + "s".repeat(20_000) + "\"}",
				"{\"email\":\"x%s\",\"password\":\"nul \0 secret1\"}", "{\"email\":\"ONE%s\",\"password\":\"secret1\"}",
				"{\"email\":\"x%s\",\"passwordHash\":\"$scrypt$ln=20,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$tf8lixJEYN51OpKAWrpVPSO7hngqnr9wODvRQuyalIQ\"}",
				"{\"email\":\"x%s\",\"passwordHash\":\"$2b$16$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m\"}",
				"{\"email\":\"x%s\",\"password\":\"secret1\"} {}", "{\"email\":\"four%s\",\"password\":\"secret1\"")
			.replace("%s", this.at)
			.getBytes(StandardCharsets.UTF_8));
		Files.write(file, new byte[] { '\n', '"', (byte) 0xFF, '"', '\n' }, StandardOpenOption.APPEND);
		Files.writeString(file, "[".repeat(2000) + "\n{\"email\":" + "1".repeat(2000) + "}\n",
				StandardOpenOption.APPEND);
		ImportReport report = run(file, false);
		assertThat(report.taken()).isEqualTo(3);
		assertThat(list(report)).containsExactly("line 5: is not JSON, from column 1 on",
				"line 6: is not a JSON object", "line 7: email must be a mail address such as name@example.org",
				"line 8: needs either password or passwordHash", "line 9: needs either password or passwordHash",
				"line 10: passwordHash must be a hash of bcrypt, scrypt, PBKDF2 or Argon2 that is not damaged, as a PHC"
						+ " string or in a form of Spring Security or Django",
				"line 11: email is missing", "line 12: phone must be a phone number such as +49 30 123456",
				"line 13: has an unknown field", "line 14: is not JSON, from column 70 on",
				"line 15: email is of the wrong type", "line 16: is longer than 16 KiB",
				"line 17: holds a NUL character",
				"line 18: its address or id has an account, or stands in a record before",
				"line 19: passwordHash needs too much memory: 1024 MiB",
				"line 20: passwordHash takes far too long to check", "line 21: is not JSON, from column 85 on",
				"line 22: is not JSON, from column 86 on", "line 23: is not UTF-8", "line 24: is not JSON",
				"line 25: is not JSON");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report.list()))).isEqualTo("rw-------");
		assertThat(row("two")).isEqualTo("two +49301234 DISABLED null 1");
		assertThat(row("three")).isEqualTo("three null ACTIVE off 0");
		assertThat(login("one").status()).isEqualTo(200);
	}

	@Test
	void loginWhenTheHashWasImportedThenItIsReplacedByOurs() throws Exception {
		Path file = write("users.csv", "email,passwordHash", "one%s," + HASH);
		assertThat(run(file, false).taken()).isOne();
		assertThat(hash("one")).startsWith("{pbkdf2}$pbkdf2-sha256$i=10$");
		assertThat(this.service
			.post("/passcode", "{" + TestService.credentials("one" + this.at, MAC).replace("staple", "stable") + "}")
			.status()).isEqualTo(401);
		String passcode = this.service.passcode("one" + this.at, MAC);
		assertThat(hash("one")).as("only a login replaces it").startsWith("{pbkdf2}");
		String token = this.service.login("one" + this.at, MAC, passcode).text("token");
		assertThat(hash("one")).startsWith("{argon2}$argon2id$v=19$");
		assertThat(this.service.verify(token, MAC).text("status")).isEqualTo("authorized");
		assertThat(login("one").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", ";" })
	void importWhenItIsCsvThenReadsQuotesAndApostrophes(String separator) throws Exception {
		Path file = write("users.csv", "\uFEFF" + String.join(separator, "email", "password", "phone", "createdAt"),
				String.join(separator, "'+one%s", "\"a \"\"quoted\"\"; password, of mine\"", "'+49301234",
						"2020-01-01T00:00:00Z\r"),
				String.join(separator, "two%s", "'=starts like a formula", "", ""),
				String.join(separator, "three%s", "\"a quote is missing", "", ""),
				String.join(separator, "four%s", "too few columns"), "",
				String.join(separator, "five%s", " blanks around count ", "0049-30-1234", ""));
		ImportReport report = run(file, false);
		assertThat(list(report)).containsExactly("line 4: is not CSV: look for a quote that is missing",
				"line 5: has 2 columns, and not 4");
		assertThat(report.taken()).isEqualTo(3);
		assertThat(row("+one")).isEqualTo("+one +49301234 ACTIVE null 0");
		assertThat(
				jdbc().queryForObject("select created_at from account where email = ?", Long.class, "+one" + this.at))
			.isEqualTo(1_577_836_800_000L);
		assertThat(right("+one", "a \"quoted\"; password, of mine")).isTrue();
		assertThat(right("two", "'=starts like a formula")).isTrue();
		assertThat(right("five", " blanks around count ")).isTrue();
		assertThat(row("five")).contains("+49301234");
	}

	@Test
	void importWhenItIsADryRunThenStoresNothing() throws Exception {
		Path file = write("users.csv", "email,password", "one%s," + PASSWORD, "one%s," + PASSWORD, "two%s,short",
				"no address,x");
		ImportReport report = run(file, true);
		assertThat(report.taken()).isEqualTo(2);
		assertThat(report.toHash()).isEqualTo(2);
		assertThat(list(report)).hasSize(2).first().asString().startsWith("line 3: its address");
		assertThat(count()).isZero();
		assertThat(run(file, false).taken()).isEqualTo(2);
		assertThat(run(file, true).taken()).isZero();
		assertThat(run(file, false).taken()).as("all of them exist").isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n\n", "mail,password\nx,y", "email,email\nx,y", "\"email,password" })
	void importWhenTheFileIsNoneThenBeginsNothing(String content) throws Exception {
		Path file = Files.writeString(this.folder.resolve("users.csv"), content);
		assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(() -> run(file, false));
	}

	@Test
	void importWhenTheFileIsUtf16OrMissingThenSaysSo() throws Exception {
		Path file = Files.write(this.folder.resolve("users.csv"),
				"email,password\na@example.org,x".getBytes(StandardCharsets.UTF_16));
		assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(() -> run(file, false))
			.withMessageContaining("UTF-16");
		assertThatExceptionOfType(ImportRefusedException.class)
			.isThrownBy(() -> run(this.folder.resolve("none"), false))
			.withMessageContaining("--from");
	}

	@Test
	void importWhenTheOldFilesAreElsewhereThenTheyLoseTheirPasswordsAndGetOtherNames() throws Exception {
		Path file = this.folder.resolve("op_creds.db");
		try (Connection creds = OldRows.open(file)) {
			OldRows.createCreds(creds);
			OldRows.insert(creds, MAC, PASSWORD, "one" + this.at, "+49301234", "None", "None");
		}
		ImportReport report = run(file, false);
		assertThat(report.taken()).isOne();
		Objects.requireNonNull(report.changeover()).settle();
		assertThat(file).doesNotExist();
		assertThat(Files.readString(this.folder.resolve("op_creds.db.imported"), StandardCharsets.ISO_8859_1))
			.contains("one" + this.at)
			.doesNotContain(PASSWORD);
		assertThat(row("one")).isEqualTo("one +49301234 ACTIVE null 0");
		assertThat(login("one").status()).isEqualTo(200);
	}

	/** A second import would delete passwords that nobody has any more. */
	@Test
	void importWhenAnOldDatabaseIsPutBackThenAccountsThatAreGoneAreTakenAgain() throws Exception {
		Path file = old("one", "two");
		byte[] backup = Files.readAllBytes(file);
		settle(run(file, false));
		Files.write(file, backup);
		ImportReport same = run(file, false);
		assertThat(same.taken()).isEqualTo(2);
		assertThat(same.toHash()).isZero();
		settle(same);
		assertThat(jdbc().update("delete from account where email = ?", "two" + this.at)).isOne();
		Files.write(file, backup);
		ImportReport again = run(file, false);
		assertThat(list(again)).singleElement().asString().startsWith("row 1: its address");
		settle(again);
		assertThat(login("two").status()).isEqualTo(200);
	}

	@Test
	void importWhenTheOldServerWroteAfterItsRowsWereReadThenTheyAreNotDeleted() throws Exception {
		Path file = old("one");
		ImportReport early = run(file, false);
		insert(file, "two");
		assertThatExceptionOfType(ImportStoppedException.class).isThrownBy(() -> settle(early))
			.withMessageEndingWith(
					"was changed after its accounts were read: stop the old server, and run the import again");
		assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains(PASSWORD);
		settle(run(file, false));
		assertThat(login("two").status()).isEqualTo(200);
		assertThat(file).doesNotExist();
	}

	private Path old(String... names) throws Exception {
		Path file = this.folder.resolve("op_creds.db");
		try (Connection creds = OldRows.open(file)) {
			OldRows.createCreds(creds);
		}
		for (String name : names) {
			insert(file, name);
		}
		return file;
	}

	private void insert(Path file, String name) throws Exception {
		try (Connection creds = OldRows.open(file)) {
			OldRows.insert(creds, MAC, PASSWORD, name + this.at, "None", "None", "None");
		}
	}

	private static void settle(ImportReport report) {
		Objects.requireNonNull(report.changeover()).settle();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void importWhenARecordIsRefusedThenAnotherMayHaveItsIdAndItsAddress(boolean dryRun) throws Exception {
		String id = UUID.randomUUID().toString();
		String taken = UUID.randomUUID().toString();
		run(write("first.jsonl", withId("zero", taken)), false);
		Path file = write("users.jsonl", withId("zero", id), withId("one", taken),
				withId("one", UUID.randomUUID().toString()), withId("one", id), withId("two", id));
		ImportReport report = run(file, dryRun);
		assertThat(list(report)).extracting((line) -> line.replaceAll(":.*", ""))
			.containsExactly("line 1", "line 2", "line 4");
		assertThat(report.taken()).isEqualTo(2);
	}

	private static String withId(String name, String id) {
		return "{\"email\":\"" + name + "%s\",\"passwordHash\":\"" + HASH + "\",\"id\":\"" + id + "\"}";
	}

	@Test
	void importWhenItWasInterruptedAndItsListIsLostThenGoesOnWithANewOne() throws Exception {
		Path file = write("users.csv", "email,password", "no address,x", "one%s," + PASSWORD);
		ImportReport report = run(file, false);
		assertThat(report.taken()).isOne();
		jdbc().update("update account_import set finished_at = null, records_done = 2 where finished_at is not null");
		Files.delete(report.list());
		assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(() -> run(file, false))
			.withMessageContaining("go on with --new-list");
		ImportReport other = run(file, ImportMode.TAKE_WITH_NEW_LIST);
		assertThat(list(other)).containsExactly("line 0: the list of an earlier run is missing, with 1 lines",
				"line 3: its address or id has an account, or stands in a record before");
		assertThat(run(file, false).taken()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "accounts.jsonl", "accounts.csv" })
	void exportWhenImportedAgainThenIsTheSame(String name) throws Exception {
		run(write("users.jsonl",
				"{\"email\":\"=one+x%s\",\"passwordHash\":\"" + HASH
						+ "\",\"phone\":\"+49301234\",\"binding\":\"step-up\",\"language\":\"ar\"}",
				"{\"email\":\"'two%s\",\"password\":\"short\",\"phone\":\"0301234\",\"status\":\"disabled\"}",
				"{\"email\":\"-three%s\",\"password\":\"" + PASSWORD + "\"}"), false);
		List<String> first = export("first-" + name);
		assertThat(first).hasSize(3);
		assertThat(jdbc().update("delete from account where email like ?", "%" + this.at)).isEqualTo(3);
		String head = name.endsWith(".csv") ? Files.readAllLines(this.folder.resolve("first-" + name)).getFirst() + "\n"
				: "";
		Path own = Files.writeString(this.folder.resolve("own-" + name), head + String.join("\n", first));
		ImportReport report = run(own, false);
		assertThat(list(report)).isEmpty();
		assertThat(export("second-" + name)).isEqualTo(first);
		if (name.endsWith(".csv")) {
			assertThat(String.join("\n", first)).contains("\"'=one+x", "\"'+49301234\"", "\"''two", "\"'-three")
				.doesNotContainPattern("(^|,)\"?[=+@-]");
		}
	}

	@Test
	void exportWhenALinkStandsInItsWayThenItIsReplacedAndNotFollowed() throws Exception {
		Path foreign = Files.writeString(this.folder.resolve("foreign"), "kept");
		Path part = Files.createSymbolicLink(this.folder.resolve("accounts.jsonl.part"), foreign);
		export("accounts.jsonl");
		assertThat(foreign).hasContent("kept");
		assertThat(this.folder.resolve("accounts.jsonl")).isRegularFile();
		assertThat(Files.isSymbolicLink(this.folder.resolve("accounts.jsonl"))).isFalse();
		Files.createDirectories(part.resolve("folder"));
		assertThatExceptionOfType(ImportRefusedException.class)
			.isThrownBy(() -> exports().run(this.folder.resolve("accounts.csv").resolve("in.jsonl")))
			.withMessageContaining("must be in a folder that exists");
		Files.delete(this.folder.resolve("accounts.jsonl"));
		assertThatExceptionOfType(ImportRefusedException.class)
			.isThrownBy(() -> exports().run(this.folder.resolve("accounts.jsonl")))
			.withMessageContaining("must be free");
	}

	private AccountExport exports() {
		return this.service.context().getBean(AccountExport.class);
	}

	private List<String> export(String name) throws IOException, ImportRefusedException {
		Path to = this.folder.resolve(name);
		AccountExport export = exports();
		export.run(to);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to))).isEqualTo("rw-------");
		assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(() -> export.run(to));
		return Files.readAllLines(to).stream().filter((line) -> line.contains(this.at)).toList();
	}

	private Path write(String name, String... lines) throws IOException {
		return Files.writeString(this.folder.resolve(name), String.join("\n", lines).replace("%s", this.at) + "\n");
	}

	private ImportReport run(Path file, boolean dryRun) throws IOException, ImportRefusedException {
		return run(file, dryRun ? ImportMode.REHEARSE : ImportMode.TAKE);
	}

	private ImportReport run(Path file, ImportMode mode) throws IOException, ImportRefusedException {
		return this.service.context()
			.getBean(AccountImport.class)
			.run(file, this.folder.resolve("list.txt"), mode, new PrintWriter(new StringWriter()));
	}

	private static List<String> list(ImportReport report) throws IOException {
		List<String> lines = Files.readAllLines(report.list());
		assertThat(report.reported()).isEqualTo(lines.size());
		assertThat(lines).noneMatch((line) -> line.contains("secret1"));
		return lines;
	}

	private TestService.Answer login(String name) {
		String email = name + this.at;
		return this.service.login(email, MAC, this.service.passcode(email, MAC));
	}

	private boolean right(String name, String password) {
		Accounts accounts = this.service.context().getBean(Accounts.class);
		return accounts
			.authenticate(accounts.candidate(EmailAddress.parse(name + this.at)), Password.parse(password), null)
			.isPresent();
	}

	private int count() {
		return Objects.requireNonNull(
				jdbc().queryForObject("select count(*) from account where email like ?", Integer.class, "%" + this.at));
	}

	private String hash(String name) {
		return Objects.requireNonNull(jdbc().queryForObject("select password_hash from account where email = ?",
				String.class, name + this.at));
	}

	private String row(String name) {
		return Objects.requireNonNull(jdbc().queryForObject(
				"select phone, status, binding, password_expired from account where email = ?", (row, number) -> String
					.join(" ", name, row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
				name + this.at));
	}

	private JdbcTemplate jdbc() {
		return new JdbcTemplate(this.service.context().getBean(DataSource.class));
	}

}
