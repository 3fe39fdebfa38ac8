package io.hellwall.moving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.moving.AccountSource.Incoming;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Which accounts are made of the rows of the first implementation. */
class OldDatabaseTest {

	@TempDir
	Path folder;

	private Path file = Path.of("");

	@BeforeEach
	void create() throws Exception {
		this.file = this.folder.resolve("op_creds.db");
		try (Connection creds = OldRows.open(this.file)) {
			OldRows.createCreds(creds);
		}
	}

	@ParameterizedTest
	@CsvSource({ "2024-05-17 09:30:00.000002, 2024-05-17 09:30:00.000001, first",
			"2024-05-17 09:30:00, 2024-05-17 09:30:00, second", "1715938200, 2024-05-17 09:29:00, first",
			"1715938200.5, 1715938200999, second", "None, 2020-01-01, second", "2024-05-17T09:30:00+00:00, soon, first",
			"soon, , second", "2024-05-17T09:30:00Z, 2024-05-17 09:31:00, second" })
	void nextWhenRowsOfAnAddressDifferThenTheDeviceThatWasUsedLastCounts(String first, @Nullable String second,
			String wins) throws Exception {
		insert("first password", "Bob@Example.org", "None", first);
		insert("second password", "bob@example.org", "None", second);
		Incoming bob = read().getFirst();
		Person person = Objects.requireNonNull(bob.person());
		assertThat(person.password()).isEqualTo(Password.parse(wins + " password"));
		int winner = wins.equals("first") ? 1 : 2;
		assertThat(bob.problems()).containsExactly(
				"row " + (3 - winner) + ": row " + winner + " has another password for the same address, and counts");
	}

	@Test
	void nextWhenOnlyTheOlderRowHasAPasswordOrPhoneThenKeepsThem() throws Exception {
		insert(" the password ", "bob@example.org", "0049 30 123456", "2020-01-01");
		insert("None", "bob@example.org", "", "2024-01-01");
		Incoming bob = read().getFirst();
		Person person = Objects.requireNonNull(bob.person());
		assertThat(person.email()).isEqualTo(EmailAddress.parse("bob@example.org"));
		assertThat(person.password()).isEqualTo(Password.parse("the password"));
		assertThat(person.phone()).isEqualTo(PhoneNumber.parse("+4930123456"));
		assertThat(bob.problems()).isEmpty();
	}

	@Test
	void nextWhenPhonesDifferThenThatOfTheRowThatCountsIsKept() throws Exception {
		insert("a password", "bob@example.org", "+49301", "2024-01-02");
		insert("a password", "bob@example.org", "+49302", "2024-01-01");
		insert("a password", "bob@example.org", "call me", "2024-01-01");
		Incoming bob = read().getFirst();
		assertThat(Objects.requireNonNull(bob.person()).phone()).isEqualTo(PhoneNumber.parse("+49301"));
		assertThat(bob.problems()).containsExactlyInAnyOrder(
				"row 3: the phone number must be a phone number such as +49 30 123456",
				"row 2: row 1 has another phone number for the same address, and counts");
	}

	@Test
	void nextWhenARowIsNoAccountThenSaysWhyWithoutAnyValue() throws Exception {
		insert("a password", "None", "", "");
		insert("a password", "not an address", "", "");
		insert("x".repeat(129), "long@example.org", "", "");
		insert(null, "nothing@example.org", "", "");
		insert(new byte[] { (byte) 0xFF, 'p' }, "bytes@example.org", "", "");
		List<Incoming> all = read();
		assertThat(all).allMatch((record) -> record.person() == null);
		assertThat(all.stream().flatMap((record) -> record.problems().stream())).containsExactly(
				"row 1: it has no address", "row 2: the address must be a mail address such as name@example.org",
				"row 3: the password must have 1 to 128 characters of Unicode",
				"row 4: there is no password for its address", "row 5: the password is not UTF-8");
		assertThat(all.stream().map(Incoming::position)).containsExactly(1L, 2L, 3L, 4L, 5L);
	}

	@Test
	void openWhenSomebodyWritesToItThenRefuses() throws Exception {
		try (Connection server = OldRows.open(this.file)) {
			server.setAutoCommit(false);
			OldRows.insert(server, "", "", "", "", "", "");
			assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(this::read)
				.withMessageContaining("stop the old server");
		}
	}

	@Test
	void hasWhenTheFileIsLockedThenSaysSoInsteadOfNo() throws Exception {
		try (Connection server = OldRows.open(this.file); Statement statement = server.createStatement()) {
			statement.execute("begin exclusive");
			assertThatIllegalStateException().isThrownBy(() -> OldDatabase.has(this.file, "op_creds"))
				.withMessage(this.file + " is in use: stop what uses it, then try again");
			assertThatIllegalStateException().isThrownBy(Changeover.elsewhere(this.file)::settle)
				.withMessageContaining("is in use");
			assertThatExceptionOfType(ImportRefusedException.class).isThrownBy(this::read)
				.withMessageContaining("is in use");
		}
	}

	/** What is in the log only would stay behind. */
	@Test
	void moveInWhenSomebodyReadsTheNewStoreThenItStaysWithItsLog() throws Exception {
		Files.delete(this.file);
		Path folder = Files.createDirectory(this.folder.resolve("importing"));
		Path made = folder.resolve("op_creds.db");
		Runnable moveIn = Changeover
			.of(this.folder, "jdbc:sqlite:" + this.file, "jdbc:sqlite:" + this.file.resolveSibling("op_passcodes.db"))
			.steps()
			.get(5);
		try (Connection writer = OldRows.open(made);
				Connection reader = OldRows.open(made);
				Statement write = writer.createStatement();
				Statement read = reader.createStatement()) {
			write.execute("pragma journal_mode = wal");
			write.execute("create table account (email text)");
			read.execute("begin");
			read.execute("select count(*) from account");
			write.execute("insert into account values ('one@example.org')");
			assertThatIllegalStateException().isThrownBy(moveIn::run).withMessageContaining("cannot be moved");
			assertThat(this.file).doesNotExist();
		}
		moveIn.run();
		try (Connection moved = OldRows.open(this.file);
				Statement query = moved.createStatement();
				ResultSet count = query.executeQuery("select count(*) from account")) {
			assertThat(count.getInt(1)).isOne();
		}
	}

	@Test
	void hasWhenTheFileIsAnotherOneThenIsFalse() throws Exception {
		assertThat(OldDatabase.has(this.file, "op_creds")).isTrue();
		assertThat(OldDatabase.has(this.file, "passcode_table")).isFalse();
		assertThat(OldDatabase.has(this.folder.resolve("none.db"), "op_creds")).isFalse();
		assertThat(OldDatabase.has(Files.writeString(this.folder.resolve("text"), "op_creds"), "op_creds")).isFalse();
		assertThat(OldDatabase.has(Files.createFile(this.folder.resolve("empty")), "op_creds")).isFalse();
	}

	private void insert(@Nullable Object password, String email, String phone, @Nullable String expiry)
			throws Exception {
		try (Connection creds = OldRows.open(this.file)) {
			OldRows.insert(creds, "aa:bb:cc:dd:ee:ff", password, email, phone, "None", expiry);
		}
	}

	private List<Incoming> read() throws Exception {
		List<Incoming> all = new ArrayList<>();
		try (AccountSource source = AccountSource.open(this.file)) {
			for (Incoming next = source.next(); next != null; next = source.next()) {
				all.add(next);
			}
			assertThat(source.size()).isEqualTo(all.size());
		}
		return all;
	}

}
