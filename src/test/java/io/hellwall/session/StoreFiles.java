package io.hellwall.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is in the two files of a service on SQLite, read beside it. */
final class StoreFiles {

	private final JdbcTemplate creds;

	private final JdbcTemplate passcodes;

	StoreFiles(Path dataDir) {
		this.creds = open(dataDir.resolve("op_creds.db"));
		this.passcodes = open(dataDir.resolve("op_passcodes.db"));
	}

	private static JdbcTemplate open(Path file) {
		return new JdbcTemplate(new DriverManagerDataSource("jdbc:sqlite:" + file));
	}

	/** What SQLite finds wrong in either, else "ok" of both. */
	List<String> integrity() {
		return Stream.of(this.creds, this.passcodes)
			.flatMap((store) -> store.queryForList("pragma integrity_check", String.class).stream())
			.toList();
	}

	/** By the device's MAC. */
	Map<String, Chain> chains(String email) {
		return this.creds
			.query("""
					select s.mac, count(distinct s.id), count(*), max(t.generation) from session s
					join master_token t on t.session_id = s.id where s.email = ? group by s.mac""",
					(row, number) -> new Chain(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)), email)
			.stream()
			.collect(Collectors.toMap(Chain::mac, Function.identity()));
	}

	/** By the device's MAC. */
	Map<String, Attempts> attempts(String email) {
		return this.passcodes
			.query("select mac, attempts, used_at is not null from passcode where account_id = ?",
					(row, number) -> new Attempts(row.getString(1), row.getInt(2), row.getBoolean(3)), account(email))
			.stream()
			.collect(Collectors.toMap(Attempts::mac, Function.identity()));
	}

	/** How many guesses were counted from origins that begin like that. */
	int guesses(String email, String origin) {
		return Objects.requireNonNull(this.passcodes.queryForObject("""
				select coalesce(sum(failures + refused), 0) from guess
				where account_id = ? and substr(origin, 1, length(?)) = ?""", Integer.class, account(email), origin,
				origin));
	}

	/** How many guesses at passcodes of the account were counted. */
	int passcodeFailures(String email) {
		return Objects.requireNonNull(this.passcodes.queryForObject(
				"select coalesce(sum(failures), 0) from passcode_failures where account_id = ?", Integer.class,
				account(email)));
	}

	private byte[] account(String email) {
		return Objects
			.requireNonNull(this.creds.queryForObject("select id from account where email = ?", byte[].class, email));
	}

	/**
	 * The sessions of a device, all of their tokens, and the highest generation of these.
	 */
	record Chain(String mac, int sessions, int tokens, int generation) {

		static Chain none(String mac) {
			return new Chain(mac, 0, 0, -1);
		}

	}

	/** What the passcode of a device has gone through. */
	record Attempts(String mac, int attempts, boolean used) {

		static Attempts none(String mac) {
			return new Attempts(mac, 0, false);
		}

	}

}
