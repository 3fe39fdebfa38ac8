package io.hellwall.moving;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.hellwall.account.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two files of the first implementation, with all the dirt that its schema allows.
 * The same seed makes the same rows.
 */
final class OldRows {

	private final Random random;

	/** The passwords that count, by the key of their address. */
	private final Map<String, String> passwords = new HashMap<>();

	private final Map<String, String> latest = new HashMap<>();

	private final List<String> secrets = new ArrayList<>();

	private OldRows(long seed) {
		this.random = new Random(seed);
	}

	static OldRows make(Path folder, long seed, int rows) throws Exception {
		Files.createDirectories(folder);
		OldRows made = new OldRows(seed);
		try (Connection creds = open(folder.resolve("op_creds.db"));
				Connection passcodes = open(folder.resolve("op_passcodes.db"))) {
			made.fillCreds(creds, rows);
			made.fillPasscodes(passcodes);
		}
		return made;
	}

	static Connection open(Path file) throws SQLException {
		return DriverManager.getConnection("jdbc:sqlite:" + file);
	}

	static void createCreds(Connection creds) throws SQLException {
		run(creds, "create table op_creds(mac TEXT, password TEXT, email TEXT, phone TEXT, token TEXT, expiry TEXT)");
	}

	static void insert(Connection creds, @Nullable Object... values) throws SQLException {
		try (PreparedStatement insert = creds.prepareStatement("insert into op_creds values (?, ?, ?, ?, ?, ?)")) {
			for (int i = 0; i < values.length; i++) {
				insert.setObject(i + 1, values[i]);
			}
			insert.execute();
		}
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private void fillCreds(Connection creds, int rows) throws SQLException {
		createCreds(creds);
		creds.setAutoCommit(false);
		for (int i = 0; i < rows; i++) {
			row(creds, i, rows / 8);
		}
		// What was deleted or changed is still in the file.
		insert(creds, "aa", secret("deleted-row-password"), "gone@example.org", "None", "None", "None");
		run(creds, "delete from op_creds where email = 'gone@example.org'");
		creds.commit();
	}

	private void row(Connection creds, int number, int people) throws SQLException {
		String person = "Person" + this.random.nextInt(people) + "@Example.org";
		@Nullable Object email = (this.random.nextInt(3) == 0) ? person.toLowerCase(Locale.ROOT) : person;
		@Nullable Object password = secret("old password \u00e4 " + number + " " + this.random.nextInt(1000));
		@Nullable Object phone = switch (this.random.nextInt(6)) {
			case 0 -> "None";
			case 1 -> "";
			case 2 -> "0049 30 " + (100_000 + this.random.nextInt(5));
			case 3 -> "call me";
			default -> null;
		};
		String expiry = "2024-%02d-%02d %02d:%02d:%02d.%06d".formatted(1 + this.random.nextInt(12),
				1 + this.random.nextInt(28), this.random.nextInt(24), this.random.nextInt(60), this.random.nextInt(60),
				number);
		boolean counts = true;
		switch (this.random.nextInt(40)) {
			case 0 -> email = "None";
			case 1 -> email = null;
			case 2 -> email = "no address " + number;
			case 3 -> email = "Person" + number + "@b\u00fccher.example";
			case 4 -> email = " " + person + "\n";
			case 5 -> email = ("x" + number).getBytes(StandardCharsets.UTF_8);
			default -> {
			}
		}
		switch (this.random.nextInt(40)) {
			case 0 -> password = null;
			case 1 -> password = "None";
			case 2 -> password = "";
			case 3 -> password = secret(("too long " + number + " ").repeat(20));
			case 4 -> password = new byte[] { (byte) 0xFF, (byte) 0xFE, 'p', 'w' };
			case 5 -> password = "12345";
			case 6 -> password = (email instanceof String text && text.contains("@")) ? text.strip() : password;
			case 7 -> password = secret("pipe|in|the|password|" + number);
			default -> {
			}
		}
		if (!(email instanceof String text) || !text.contains("@") || !(password instanceof String clear)
				|| clear.isEmpty() || clear.equals("None") || clear.length() > 128) {
			counts = false;
		}
		insert(creds, "aa:bb:cc:00:%02x:%02x".formatted(number / 256, number % 256), password, email, phone,
				secret("Awfer_hellwall_%064x".formatted(number)), expiry);
		if (counts && email instanceof String address) {
			String key = EmailAddress.parse(address.strip()).key();
			if (expiry.compareTo(this.latest.getOrDefault(key, "")) > 0) {
				this.latest.put(key, expiry);
				this.passwords.put(key, String.valueOf(password));
			}
		}
	}

	private void fillPasscodes(Connection passcodes) throws SQLException {
		run(passcodes,
				"create table passcode_table(mac TEXT, ip TEXT, phone TEXT, email TEXT, passcode TEXT, expiry TEXT)");
		run(passcodes, "insert into passcode_table values ('aa', '10.0.0.1', 'None', 'person1@example.org', '"
				+ secret("PASSCODE9") + "', '')");
	}

	private String secret(String text) {
		this.secrets.add(text);
		return text;
	}

	/** What counts as the password of each account, by the key of its address. */
	Map<String, String> passwords() {
		return this.passwords;
	}

	/** All texts that must not be found in any file. */
	List<String> secrets() {
		return this.secrets;
	}

}
