package io.hellwall.bench;

import java.io.IOException;
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

import io.hellwall.session.Seed;

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
		return 2 * samples + 1;
	}

	/** Measures so many of each, one after the other in an order of no meaning. */
	void measure(int samples, Report report) throws IOException, SQLException {
		int waiting = this.firstAccount + 2 * samples;
		disable(samples);
		// Each account is tried a few times only: from ten on, all of them would wait.
		Map<String, IntFunction<String>> cases = new LinkedHashMap<>();
		cases.put(BASE, (i) -> Calls.credentials(Seed.email(this.firstAccount + i), "not the password"));
		cases.put("unknown account", (i) -> Calls.credentials("nobody-" + i + "@example.org", Seed.PASSWORD));
		cases.put("disabled account",
				(i) -> Calls.credentials(Seed.email(this.firstAccount + samples + i), Seed.PASSWORD));
		try (Connection connection = new Connection(this.port)) {
			compare("passcode", cases, Parity::passcode, samples, connection, report);
			cases.put("account that waits", (i) -> Calls.credentials(Seed.email(waiting), Seed.PASSWORD));
			for (int guess = 0; guess < 10; guess++) {
				time(connection, login(Calls.credentials(Seed.email(waiting), Seed.PASSWORD)));
			}
			compare("login", cases, Parity::login, samples, connection, report);
		}
	}

	private static void compare(String call, Map<String, IntFunction<String>> cases, Request request, int samples,
			Connection connection, Report report) throws IOException {
		Map<String, Samples> times = new LinkedHashMap<>();
		cases.keySet().forEach((name) -> times.put(name, new Samples(samples)));
		List<String> order = new ArrayList<>(cases.keySet());
		for (int i = 0; i < samples; i++) {
			Collections.shuffle(order);
			for (String name : order) {
				double time = time(connection, request.of(Objects.requireNonNull(cases.get(name)).apply(i)));
				Objects.requireNonNull(times.get(name)).add(time);
			}
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
	private static double time(Connection connection, byte[] request) throws IOException {
		long begin = System.nanoTime();
		int status = connection.send(request);
		long end = System.nanoTime();
		Calls.expect(401, status, connection);
		return (end - begin) / 1e6;
	}

	private static byte[] login(String credentials) {
		return Connection.post("/login", "{" + credentials + ",\"passcode\":\"AAAAAA\"}");
	}

	private static byte[] passcode(String credentials) {
		return Connection.post("/passcode", "{" + credentials + "}");
	}

	private void disable(int samples) throws SQLException {
		try (var connection = DriverManager.getConnection("jdbc:sqlite:" + this.creds);
				var update = connection.prepareStatement("update account set status = 'DISABLED' where email = ?")) {
			connection.setAutoCommit(false);
			for (int i = 0; i < samples; i++) {
				update.setString(1, Seed.email(this.firstAccount + samples + i));
				update.executeUpdate();
			}
			connection.commit();
		}
	}

	private interface Request {

		byte[] of(String credentials);

	}

}
