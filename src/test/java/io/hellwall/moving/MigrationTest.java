package io.hellwall.moving;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.Hellwall;
import io.hellwall.LogSetup;
import io.hellwall.Slow;
import io.hellwall.TestProgram;
import io.hellwall.TestService;
import io.hellwall.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** An installation of the first implementation becomes one of this. */
@Slow
class MigrationTest {

	private static final String MAC = TestService.MAC;

	private static final int ROWS = 5000;

	private static final int ERRORS = 7;

	/** What ends by SIGKILL exits with 128 and the number of the signal. */
	private static final int KILLED = 137;

	private static final String LIST = "op_creds.db.not-taken.txt";

	@TempDir
	Path folder;

	private Path home = Path.of("");

	@SuppressWarnings("NullAway.Init")
	private OldRows old;

	@BeforeEach
	void chooseHome() {
		this.home = this.folder.resolve("home");
	}

	@Test
	void startWhenTheOldFilesAreThereThenSaysWhatItWouldDoAndLeavesThem() throws Exception {
		OldRows.make(this.home, 42, 200);
		byte[] before = Files.readAllBytes(this.home.resolve("op_creds.db"));
		assertThatIllegalStateException().isThrownBy(() -> TestService.start(this.home))
			.withMessageMatching(
					"(?s).*op_creds\\.db is of the first implementation: 200 rows, of which \\d\\d accounts can"
							+ " be made; \\d+ addresses or rows cannot be taken\\. Back up .*'account import --from .*op_creds\\.db'"
							+ ".*--hellwall\\.import-on-start=true.*");
		assertThat(Files.readAllBytes(this.home.resolve("op_creds.db"))).isEqualTo(before);
		assertThat(names()).containsExactlyInAnyOrder("op_creds.db", "op_passcodes.db");
	}

	@Test
	void startWhenItMayImportThenHoldersLogInWithTheirOldPasswords() throws Exception {
		this.old = OldRows.make(this.home, 42, 200);
		String expired = insert("1234", "short@example.org", "+49 30 5551234");
		String fine = insert("a fine old password of mine", "fine@example.org", "None");
		try (TestService service = TestService.start(this.home, "hellwall.import-on-start=true", "debug=false")) {
			assertThat(login(service, fine, "a fine old password of mine").status()).isEqualTo(200);
			assertThat(login(service, expired, "1234").problem()).isEqualTo("password-change-required");
			assertNoSecretIsLeft();
		}
		assertThat(accounts().get("short@example.org")).contains("+49305551234", "expired=1");
		assertThat(names()).contains("op_creds.db.imported", "op_passcodes.db.imported", LIST)
			.doesNotContain("importing");
		try (TestService again = TestService.start(this.home)) {
			assertThat(again.dataDir().resolve("op_creds.db")).exists();
		}
	}

	@Test
	void startWhenOnlyTheOldPasscodesAreThereThenSaysToRemoveThem() throws Exception {
		OldRows.make(this.home, 42, 20);
		Path moved = Files.move(this.home.resolve("op_creds.db"), this.folder.resolve("op_creds.db"));
		String message = "op_passcodes.db is of the first implementation and holds passcodes that expired long ago:"
				+ " remove it, then try again";
		assertThatIllegalStateException().isThrownBy(() -> start(new String[] { "cli", "import" }, this.home))
			.withMessageEndingWith(message);
		assertThatIllegalStateException()
			.isThrownBy(() -> TestService.start(this.home, "hellwall.import-on-start=true"))
			.withMessageEndingWith(message);
		Files.delete(this.home.resolve("op_passcodes.db"));
		String[] words = { "account", "import", "--from", moved.toString() };
		assertThat(Commands.run(words, (profiles) -> start(profiles, this.home))).isIn(0, 3);
	}

	@Test
	void importWhenKilledTenTimesThenEndsAsOneThatWasNot() throws Exception {
		this.old = OldRows.make(this.home, 42, ROWS);
		Path other = this.folder.resolve("other");
		OldRows.make(other, 42, ROWS);
		assertThat(Commands.run(words(other), (profiles) -> start(profiles, other))).isEqualTo(3);
		Random random = new Random();
		importWithErrors(random);
		importWithKills(random);
		// The command, or the next start of anything, finishes it.
		if (OldDatabase.has(this.home.resolve("op_creds.db"), "op_creds")) {
			assertThat(Commands.run(words(this.home), (profiles) -> start(profiles, this.home))).isIn(0, 3);
		}
		start(new String[] { "cli" }, this.home).close();
		assertThat(accounts(this.home)).isEqualTo(accounts(other)).hasSizeGreaterThan(500);
		assertThat(Files.readString(this.home.resolve(LIST))).isEqualTo(Files.readString(other.resolve(LIST)))
			.doesNotContain("old password", "Awfer");
		assertThat(audited(this.home)).isEqualTo(accounts(this.home).size());
		assertPasswords();
		assertNoSecretIsLeft();
		assertThat(names()).doesNotContain("importing", "op_creds.db-journal", "op_passcodes.db-journal");
	}

	/** No kill can be aimed so exactly. */
	@Test
	void importWhenItEndsAfterAnyStepOfTheChangeoverThenTheNextRunEndsIt() throws Exception {
		this.old = OldRows.make(this.home, 42, 200);
		Path taken = this.home;
		try (ConfigurableApplicationContext context = start(new String[] { "cli", "import" }, taken)) {
			context.getBean(AccountImport.class)
				.run(taken.resolve("op_creds.db"), taken.resolve(LIST), ImportMode.TAKE,
						new PrintWriter(new StringWriter()));
		}
		int steps = changeover(taken).steps().size();
		assertThat(steps).isEqualTo(7);
		for (int done = 1; done < steps; done++) {
			this.home = this.folder.resolve("after-step-" + done);
			FileSystemUtils.copyRecursively(taken, this.home);
			changeover(this.home).steps().subList(0, done).forEach(Runnable::run);
			if (Files.exists(this.home.resolve("op_creds.db.imported"))) {
				start(new String[] { "cli" }, this.home).close();
			}
			else {
				assertThat(Commands.run(words(this.home), (profiles) -> start(profiles, this.home))).isZero();
			}
			assertPasswords();
			assertNoSecretIsLeft();
			assertThat(names()).contains("op_creds.db.imported", "op_passcodes.db.imported")
				.doesNotContain("importing", "op_creds.db.imported-2", "op_passcodes.db.imported-2");
		}
	}

	/** As it is when all accounts were taken. */
	private static Changeover changeover(Path dataDir) throws Exception {
		Path creds = dataDir.resolve("op_creds.db");
		try (Connection old = OldRows.open(creds)) {
			return Changeover.of(dataDir, "jdbc:sqlite:" + creds, "jdbc:sqlite:" + dataDir.resolve("op_passcodes.db"))
				.afterReading(OldDatabase.digest(old));
		}
	}

	/** At exact places: before and after statements, commits and hashes. */
	private void importWithErrors(Random random) {
		Path from = this.home.resolve("op_creds.db");
		PrintWriter out = new PrintWriter(new StringWriter());
		try (ConfigurableApplicationContext context = start(new String[] { "cli", "import" }, this.home)) {
			KillSwitch killer = context.getBean(KillSwitch.class);
			AccountImport accounts = context.getBean(AccountImport.class);
			for (int i = 0; i < ERRORS; i++) {
				// Once, a batch of accounts is stored before.
				killer.arm((i == 1) ? 425 + random.nextInt(100) : random.nextInt(150));
				assertThatExceptionOfType(KillSwitch.Killed.class).as("error %d", i)
					.isThrownBy(() -> accounts.run(from, this.home.resolve(LIST), ImportMode.TAKE, out));
			}
		}
	}

	/**
	 * With SIGKILL, anywhere: while accounts are taken, while secrets are deleted, and
	 * while files change places. The last two are short: on a busy machine the command
	 * may end before its kill, and then runs again on the same files.
	 */
	private void importWithKills(Random random) throws Exception {
		assertThat(accounts(this.home.resolve("importing"))).isNotEmpty();
		Path list = this.home.resolve(LIST);
		long listed = Files.size(list);
		assertThat(kill(() -> list.toFile().length() > listed, random.nextInt(200))).isTrue();
		assertThat(this.home.resolve("importing")).exists();
		Path journal = this.home.resolve("op_creds.db-journal");
		assertThat(killInTime(() -> Files.exists(journal), random.nextInt(30))).as("while secrets are deleted")
			.isTrue();
		if (OldDatabase.has(this.home.resolve("op_creds.db"), "op_creds")) {
			assertThat(killInTime(() -> Files.exists(this.home.resolve("op_passcodes.db.imported")), random.nextInt(5)))
				.as("while files change places")
				.isTrue();
		}
	}

	/** As {@link #kill}, again from the same files if the command ended before. */
	private boolean killInTime(BooleanSupplier happened, int millis) throws Exception {
		Path before = Files.createTempDirectory(this.folder, "before");
		FileSystemUtils.copyRecursively(this.home, before);
		boolean killed = kill(happened, millis);
		for (int i = 0; i < 10 && !killed; i++) {
			FileSystemUtils.deleteRecursively(this.home);
			FileSystemUtils.copyRecursively(before, this.home);
			killed = kill(happened, 0);
		}
		return killed;
	}

	/**
	 * Runs the command in a process of its own, and kills it some milliseconds after
	 * something happened.
	 * @return false if it ended before
	 */
	private boolean kill(BooleanSupplier happened, int millis) throws Exception {
		List<String> command = new ArrayList<>(
				TestProgram.command(List.of("-Dspring.main.sources=io.hellwall.password.CheapHashes")));
		command.addAll(List.of(words(this.home)));
		command.add("--hellwall.data-dir=" + this.home);
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
		try {
			await().pollInterval(Duration.ofMillis(1))
				.atMost(Duration.ofMinutes(1))
				.until(() -> !process.isAlive() || happened.getAsBoolean());
			process.waitFor(millis, TimeUnit.MILLISECONDS);
		}
		finally {
			process.destroyForcibly();
		}
		return process.waitFor() == KILLED;
	}

	private static String[] words(Path dataDir) {
		return new String[] { "account", "import", "--from", dataDir.resolve("op_creds.db").toString() };
	}

	private static ConfigurableApplicationContext start(String[] profiles, Path dataDir) {
		return LogSetup.application(Hellwall.class)
			.web(WebApplicationType.NONE)
			.profiles(profiles)
			.run("--hellwall.data-dir=" + dataDir, KillSwitch.setting());
	}

	private void assertPasswords() throws Exception {
		Map<String, String> hashes = new TreeMap<>();
		try (Connection creds = OldRows.open(this.home.resolve("op_creds.db"));
				Statement statement = creds.createStatement();
				ResultSet row = statement.executeQuery("select email_key, password_hash from account")) {
			while (row.next()) {
				hashes.put(row.getString(1), row.getString(2).replace("{argon2}", ""));
			}
		}
		assertThat(hashes.keySet()).isEqualTo(this.old.passwords().keySet());
		hashes.forEach((email, hash) -> assertThat(Argon2Factory.create(Argon2Types.ARGON2id)
			.verify(hash, Objects.requireNonNull(this.old.passwords().get(email)).getBytes(StandardCharsets.UTF_8)))
			.as(email)
			.isTrue());
	}

	/** In the databases, their logs and whatever else is there. */
	private void assertNoSecretIsLeft() throws IOException {
		assertThat(this.old.secrets()).hasSizeGreaterThan(200);
		ClearText secrets = new ClearText(
				this.old.secrets().stream().map((it) -> it.getBytes(StandardCharsets.UTF_8)).toList());
		try (Stream<Path> files = Files.walk(this.home)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertThat(secrets.isIn(Files.readAllBytes(file))).as(file.toString()).isFalse();
			}
		}
	}

	private String insert(String password, String email, String phone) throws Exception {
		try (Connection creds = OldRows.open(this.home.resolve("op_creds.db"))) {
			OldRows.insert(creds, MAC, password, email, phone, "None", "None");
		}
		return email;
	}

	private static TestService.Answer login(TestService service, String email, String password) {
		String credentials = "\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"".formatted(MAC, email, password);
		assertThat(service.post("/passcode", "{" + credentials + "}").status()).isEqualTo(202);
		return service.post("/login", "{" + credentials + ",\"passcode\":\"" + service.mailedPasscode(email) + "\"}");
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.home)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	private Map<String, String> accounts() throws Exception {
		return accounts(this.home);
	}

	private static Map<String, String> accounts(Path dataDir) throws Exception {
		Map<String, String> accounts = new TreeMap<>();
		try (Connection creds = OldRows.open(dataDir.resolve("op_creds.db"));
				Statement statement = creds.createStatement();
				ResultSet row = statement
					.executeQuery("select email_key, email, phone, status, password_expired from account")) {
			while (row.next()) {
				accounts.put(row.getString(1), row.getString(2) + " " + row.getString(3) + " " + row.getString(4)
						+ " expired=" + row.getInt(5));
			}
		}
		return accounts;
	}

	private static int audited(Path dataDir) throws Exception {
		try (Connection creds = OldRows.open(dataDir.resolve("op_creds.db"));
				Statement statement = creds.createStatement();
				ResultSet count = statement
					.executeQuery("select count(*) from audit_event where event = 'ACCOUNT_IMPORTED'")) {
			return count.next() ? count.getInt(1) : -1;
		}
	}

}
