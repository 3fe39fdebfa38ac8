package io.hellwall.crypto;

import java.time.Instant;
import java.time.InstantSource;
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
public class KeyChecks {

	static final String IF_LOST = "; if the key is lost, delete all rows of the table server_key: then all sessions end";

	private final JdbcClient database;

	private final InstantSource time;

	/**
	 * @param database the creds store
	 */
	KeyChecks(DataSource database, InstantSource time) {
		this.database = JdbcClient.create(database);
		this.time = time;
	}

	/** All keys that the database recognises, those of this process and others. */
	public List<KnownKey> known() {
		return this.database.sql("select check_value, added_at from server_key order by added_at")
			.query((row, number) -> {
				KeyFingerprint fingerprint = KeyFingerprint.ofCheckValue(row.getBytes(1));
				long addedAt = row.getLong(2);
				return new KnownKey(fingerprint, row.wasNull() ? null : Instant.ofEpochMilli(addedAt));
			})
			.list();
	}

	/** Lets the database recognise a key no longer. Joins the caller's transaction. */
	public void forget(KeyFingerprint key) {
		for (byte[] value : values()) {
			if (KeyFingerprint.ofCheckValue(value).equals(key)) {
				this.database.sql("delete from server_key where check_value = ?").param(value).update();
			}
		}
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
			this.database
				.sql("insert into server_key (check_value, is_first, added_at) values (?, 1, ?) on conflict do nothing")
				.param(keys.active().checkValue())
				.param(this.time.millis())
				.update();
			stored = values();
		}
		List<byte[]> mine = keys.all().stream().map(Keys::checkValue).toList();
		List<byte[]> known = stored;
		List<byte[]> missing = mine.stream().filter((value) -> !contains(known, value)).toList();
		if (missing.size() == mine.size()) {
			throw new IllegalStateException("the creds database was made with another server key: set hellwall.key,"
					+ " hellwall.keys or the file in hellwall.key-file to the key that belongs to it" + IF_LOST);
		}
		for (byte[] value : missing) {
			this.database.sql("insert into server_key (check_value, added_at) values (?, ?) on conflict do nothing")
				.param(value)
				.param(this.time.millis())
				.update();
		}
	}

	private List<byte[]> values() {
		return this.database.sql("select check_value from server_key").query((row, number) -> row.getBytes(1)).list();
	}

	private static boolean contains(List<byte[]> values, byte[] wanted) {
		return values.stream().anyMatch((value) -> Arrays.equals(value, wanted));
	}

}
