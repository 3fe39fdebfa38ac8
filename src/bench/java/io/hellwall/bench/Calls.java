package io.hellwall.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.bench.Load.Client;
import io.hellwall.token.Seed;

/** What clients ask of the service. */
final class Calls {

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"Awfer_hellwall_([0-9a-f]{64})\"");

	private Calls() {
	}

	/** Verifies any of the sessions on a connection that is kept. */
	static Client verify(int port, int sessions) throws IOException {
		Connection connection = new Connection(port);
		byte[][] requests = some(sessions, (it) -> Connection.post("/verify", verification(Seed.token(it))));
		return client(connection, () -> expect(200, connection.send(any(requests)), connection));
	}

	/** Verifies tokens that nobody has. */
	static Client verifyWrong(int port) throws IOException {
		Connection connection = new Connection(port);
		byte[][] requests = some(10_000, (it) -> Connection.post("/verify", verification(Seed.token(-1 - it))));
		return client(connection, () -> expect(401, connection.send(any(requests)), connection));
	}

	/** Verifies on a connection of its own, as the TCP protocol does. */
	static Client verifyOnce(int port, int sessions) {
		byte[][] requests = some(sessions, (it) -> Connection.post("/verify", verification(Seed.token(it))));
		return () -> {
			try (Connection connection = new Connection(port)) {
				expect(200, connection.send(any(requests)), connection);
			}
		};
	}

	/** Verifies over TCP, with a request that ends in a newline. */
	static Client verifyTcp(int port, int sessions) {
		byte[][] requests = some(sessions,
				(it) -> (Seed.token(it) + "|" + Seed.MAC + "|GET /orders\n").getBytes(StandardCharsets.US_ASCII));
		return () -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.getOutputStream().write(any(requests));
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
				if (!answer.equals("authorized\n")) {
					throw new IllegalStateException("refused: " + answer);
				}
			}
		};
	}

	/** Renews one session again and again. */
	static Client renew(int port, AtomicInteger nextSession) throws IOException {
		Connection connection = new Connection(port);
		String[] token = { Seed.token(nextSession.getAndIncrement()) };
		return client(connection, () -> {
			expect(200, connection
				.send(Connection.post("/renew", "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(token[0], Seed.MAC))),
					connection);
			Matcher next = TOKEN.matcher(connection.answer());
			if (!next.find()) {
				throw new IllegalStateException("no token: " + connection.answer());
			}
			token[0] = next.group(1);
		});
	}

	/** Asks for passcodes for an account of its own and logs in with each. */
	static Client login(int port, AtomicInteger nextAccount, Outbox outbox) throws IOException {
		Connection connection = new Connection(port);
		String email = Seed.email(nextAccount.getAndIncrement());
		String credentials = credentials(email, Seed.PASSWORD);
		byte[] ask = Connection.post("/passcode", "{" + credentials + "}");
		return client(connection, () -> {
			expect(202, connection.send(ask), connection);
			byte[] login = Connection.post("/login",
					"{" + credentials + ",\"passcode\":\"" + outbox.passcode(email) + "\"}");
			expect(200, connection.send(login), connection);
		});
	}

	static String credentials(String email, String password) {
		return "\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"".formatted(Seed.MAC, email, password);
	}

	private static String verification(String token) {
		return "{\"token\":\"%s\",\"mac\":\"%s\",\"request\":\"GET /orders\"}".formatted(token, Seed.MAC);
	}

	static void expect(int status, int answered, Connection connection) {
		if (answered != status) {
			throw new IllegalStateException("not " + status + ": " + connection.answer());
		}
	}

	private static Client client(Connection connection, Step step) {
		return new Client() {

			@Override
			public void once() throws Exception {
				step.take();
			}

			@Override
			public void close() throws IOException {
				connection.close();
			}

		};
	}

	/** Requests that are ready to be sent: for all, or for a few thousand of all. */
	private static byte[][] some(int all, IntFunction<byte[]> request) {
		byte[][] requests = new byte[Math.min(all, 5_000)][];
		for (int i = 0; i < requests.length; i++) {
			requests[i] = request.apply((all > requests.length) ? ThreadLocalRandom.current().nextInt(all) : i);
		}
		return requests;
	}

	private static byte[] any(byte[][] requests) {
		return requests[ThreadLocalRandom.current().nextInt(requests.length)];
	}

	private interface Step {

		void take() throws Exception;

	}

}
