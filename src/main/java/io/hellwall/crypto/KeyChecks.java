package io.hellwall.crypto;

import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Recognises the server keys that the database was made with. The database keeps a check
 * value of each key, which is no secret.
 */
@Component
class KeyChecks {

	static final String IF_LOST = "; if the key is lost, delete all rows of the table server_key: then all sessions end";

	private final JdbcClient database;

	/**
	 * @param database the creds store
	 */
	KeyChecks(DataSource database) {
		this.database = JdbcClient.create(database);
	}

	/** Whether the database was made with a key, and so needs it. */
	boolean exist() {
		return !values().isEmpty();
	}

	/**
	 * Makes a new database recognise these keys. A database that recognises one of them
	 * learns the others, so that one key can follow another.
	 * @throws IllegalStateException if the database was made with other keys
	 */
	void accept(KeyRing keys) {
		List<byte[]> stored = values();
		if (stored.isEmpty()) {
			// The key of another node may be the first.
			this.database.sql("insert into server_key (check_value, is_first) values (?, 1) on conflict do nothing")
				.param(value(keys.active()))
				.update();
			stored = values();
		}
		List<byte[]> mine = keys.all().stream().map(KeyChecks::value).toList();
		List<byte[]> known = stored;
		List<byte[]> missing = mine.stream().filter((value) -> !contains(known, value)).toList();
		if (missing.size() == mine.size()) {
			throw new IllegalStateException("the creds database was made with another server key: set hellwall.key,"
					+ " hellwall.keys or the file in hellwall.key-file to the key that belongs to it" + IF_LOST);
		}
		for (byte[] value : missing) {
			this.database.sql("insert into server_key (check_value) values (?) on conflict do nothing")
				.param(value)
				.update();
		}
	}

	private List<byte[]> values() {
		return this.database.sql("select check_value from server_key").query((row, number) -> row.getBytes(1)).list();
	}

	private static boolean contains(List<byte[]> values, byte[] wanted) {
		return values.stream().anyMatch((value) -> Arrays.equals(value, wanted));
	}

	private static byte[] value(Keys keys) {
		return keys.hmac(Purpose.CHECK).of();
	}

}
