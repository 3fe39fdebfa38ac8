package io.hellwall.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
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

	static List<Client> several(Callable<Client> client) throws Exception {
		return several(Load.CLIENTS, client);
	}

	static List<Client> several(int count, Callable<Client> client) throws Exception {
		List<Client> clients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			clients.add(client.call());
		}
		return clients;
	}

	/** Requests for any of the first sessions, ready to be sent. */
	static byte[][] verifications(int sessions) {
		return some(sessions, (it) -> verification(Seed.token(it)));
	}

	/** The same, as nginx asks them. */
	static byte[][] questions(int sessions) {
		return some(sessions, (it) -> question(Seed.token(it)));
	}

	/** Requests for a page behind nginx. */
	static byte[][] pages(int sessions) {
		return some(sessions,
				(it) -> Connection.get("/", "Authorization: Bearer " + Seed.token(it), "X-Device-Mac: " + Seed.MAC));
	}

	/** Requests with tokens that nobody has. */
	static byte[][] wrongVerifications() {
		return some(10_000, (it) -> verification(Seed.token(-1 - it)));
	}

	/** Requests for any of the first sessions in the form of the TCP protocol. */
	static byte[][] tcpVerifications(int sessions) {
		// The newline says that this is all.
		return some(sessions,
				(it) -> (Seed.token(it) + "|" + Seed.MAC + "|GET /orders\n").getBytes(StandardCharsets.US_ASCII));
	}

	/** Sends any of the requests, on a connection that is kept. */
	static Client verify(int port, byte[][] requests) throws IOException {
		Connection connection = new Connection(port);
		return client(connection, () -> expect(200, connection.send(any(requests)), connection));
	}

	/** Verifies on a connection of its own, as the TCP protocol does. */
	static Client verifyOnce(int port, byte[][] requests) {
		return () -> {
			try (Connection connection = new Connection(port)) {
				expect(200, connection.send(any(requests)), connection);
			}
			return 1;
		};
	}

	/** Verifies over TCP. */
	static Client verifyTcp(int port, byte[][] requests) {
		return () -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.getOutputStream().write(any(requests));
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
				if (!answer.equals("authorized\n")) {
					throw new IllegalStateException("refused: " + answer);
				}
			}
			return 1;
		};
	}

	/** Renews one session again and again. */
	static Client renew(int port, int session) throws IOException {
		Connection connection = new Connection(port);
		String[] token = { Seed.token(session) };
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

	/**
	 * Asks for a passcode for an account of its own, logs in with it, and so on: each
	 * time one of the two, which both hash the password once.
	 */
	static Client login(int port, int account, Outbox outbox) throws IOException {
		Connection connection = new Connection(port);
		String email = Seed.email(account);
		String credentials = credentials(email, Seed.PASSWORD);
		byte[] ask = Connection.post("/passcode", "{" + credentials + "}");
		AtomicBoolean asked = new AtomicBoolean();
		return client(connection, () -> {
			if (asked.compareAndSet(false, true)) {
				expect(202, connection.send(ask), connection);
			}
			else {
				asked.set(false);
				byte[] login = Connection.post("/login",
						"{" + credentials + ",\"passcode\":\"" + outbox.passcode(email) + "\"}");
				expect(200, connection.send(login), connection);
			}
		});
	}

	static String credentials(String email, String password) {
		return "\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"".formatted(Seed.MAC, email, password);
	}

	private static byte[] verification(String token) {
		return Connection.post("/verify",
				"{\"token\":\"%s\",\"mac\":\"%s\",\"request\":\"GET /orders\"}".formatted(token, Seed.MAC));
	}

	private static byte[] question(String token) {
		return Connection.get("/gateway/auth-request", "X-Original-URL: https://app.example.com/orders",
				"X-Original-Method: GET", "X-Forwarded-For: 127.0.0.1", "Authorization: Bearer " + token,
				"X-Device-Mac: " + Seed.MAC);
	}

	static void expect(int status, int answered, Connection connection) {
		if (answered != status) {
			throw new IllegalStateException("not " + status + ": " + connection.answer());
		}
	}

	private static Client client(Connection connection, Step step) {
		return new Client() {

			@Override
			public int next() throws Exception {
				step.take();
				return 1;
			}

			@Override
			public void close() throws IOException {
				connection.close();
			}

		};
	}

	/** For all, or for many of all: each costs memory. */
	private static byte[][] some(int all, IntFunction<byte[]> request) {
		byte[][] requests = new byte[Math.min(all, 50_000)][];
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
