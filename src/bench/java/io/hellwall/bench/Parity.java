package io.hellwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.token.Seed;

/** Whether times tell apart what answers do not: refusals that have different reasons. */
final class Parity {

	private static final String BASE = "wrong password";

	private final int port;

	private final Path creds;

	private final int firstAccount;

	Parity(int port, Path creds, int firstAccount) {
		this.port = port;
		this.creds = creds;
		this.firstAccount = firstAccount;
	}

	/** How many accounts are needed, from the first one on. */
	static int accounts(int samples) {
		return 5 * samples + 1;
	}

	/** Measures so many of each, one after the other in an order of no meaning. */
	void measure(int samples, Report report) throws IOException, SQLException {
		int waiting = this.firstAccount + 5 * samples;
		update(this.creds, "update account set status = 'DISABLED' where email = ?", this.firstAccount + samples,
				samples);
		String old = Argon2Factory.create(Argon2Types.ARGON2id)
			.hash(1, 19_456, 1, Seed.PASSWORD.getBytes(StandardCharsets.US_ASCII));
		update(this.creds, "update account set password_hash = '{argon2}" + old + "' where email = ?",
				this.firstAccount + 2 * samples, samples);
		// Each account is tried a few times only: from ten on, all of them would wait.
		Map<String, IntFunction<String>> cases = new LinkedHashMap<>();
		cases.put(BASE, (i) -> Calls.credentials(Seed.email(this.firstAccount + i), "not the password"));
		cases.put("unknown account", (i) -> Calls.credentials("nobody-" + i + "@example.org", Seed.PASSWORD));
		cases.put("disabled account",
				(i) -> Calls.credentials(Seed.email(this.firstAccount + samples + i), Seed.PASSWORD));
		cases.put("old hash",
				(i) -> Calls.credentials(Seed.email(this.firstAccount + 2 * samples + i), "not the password"));
		try (Connection connection = new Connection(this.port)) {
			compare("passcode", 401, cases, Parity::passcode, samples, connection, report);
			cases.put("account that waits", (i) -> Calls.credentials(Seed.email(waiting), Seed.PASSWORD));
			for (int guess = 0; guess < 10; guess++) {
				time(connection, 401, login(Calls.credentials(Seed.email(waiting), Seed.PASSWORD)));
			}
			compare("login", 401, cases, Parity::login, samples, connection, report);
			guarded(samples, connection, report);
		}
	}

	/** Where the answer does not tell whether the password is right. */
	private void guarded(int samples, Connection connection, Report report) throws IOException, SQLException {
		Map<String, IntFunction<String>> cases = new LinkedHashMap<>();
		cases.put(BASE, (i) -> Calls.credentials(Seed.email(this.firstAccount + 3 * samples + i), "not the password"));
		cases.put("right password",
				(i) -> Calls.credentials(Seed.email(this.firstAccount + 4 * samples + i), Seed.PASSWORD));
		cases.put("unknown account", (i) -> Calls.credentials("stranger-" + i + "@example.org", Seed.PASSWORD));
		for (IntFunction<String> credentials : cases.values()) {
			for (int i = 0; i < samples; i++) {
				time(connection, 401, login(credentials.apply(i)));
			}
		}
		update(this.creds.resolveSibling("op_passcodes.db"),
				"update guess set failures = 100 where origin = '' and ? is not null", 0, 1);
		compare("passcode of a guarded account", 202, cases, Parity::passcode, samples, connection, report);
		compare("login to a guarded account", 401, cases, Parity::login, samples, connection, report);
	}

	private static void compare(String call, int status, Map<String, IntFunction<String>> cases, Request request,
			int samples, Connection connection, Report report) throws IOException {
		Map<String, Samples> times = new LinkedHashMap<>();
		cases.keySet().forEach((name) -> times.put(name, new Samples(samples)));
		List<String> order = new ArrayList<>();
		cases.keySet().forEach((name) -> order.addAll(Collections.nCopies(samples, name)));
		Collections.shuffle(order);
		for (String name : order) {
			Samples mine = Objects.requireNonNull(times.get(name));
			mine.add(time(connection, status, request.of(Objects.requireNonNull(cases.get(name)).apply(mine.size()))));
		}
		Samples base = Objects.requireNonNull(times.get(BASE));
		times.forEach((name, it) -> {
			report.figure("refused %s, %s: median, ms".formatted(call, name), it.median());
			if (it != base) {
				double ratio = it.median() / base.median();
				report.under("refused %s, %s and %s: medians".formatted(call, name, BASE), Math.max(ratio, 1 / ratio),
						1.1);
				report.under("refused %s, %s and %s: told apart (AUC)".formatted(call, name, BASE), it.toldFrom(base),
						0.6);
			}
		});
	}

	/** In milliseconds. */
	private static double time(Connection connection, int expected, byte[] request) throws IOException {
		long begin = System.nanoTime();
		int status = connection.send(request);
		long end = System.nanoTime();
		Calls.expect(expected, status, connection);
		return (end - begin) / 1e6;
	}

	private static byte[] login(String credentials) {
		return Connection.post("/login", "{" + credentials + ",\"passcode\":\"AAAAAA\"}");
	}

	private static byte[] passcode(String credentials) {
		return Connection.post("/passcode", "{" + credentials + "}");
	}

	/** For each of these accounts. */
	private static void update(Path database, String sql, int first, int count) throws SQLException {
		try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
				var update = connection.prepareStatement(sql)) {
			connection.setAutoCommit(false);
			for (int i = 0; i < count; i++) {
				update.setString(1, Seed.email(first + i));
				update.executeUpdate();
			}
			connection.commit();
		}
	}

	private interface Request {

		byte[] of(String credentials);

	}

}
