import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Makes every call of the service, in about the proportions of real use: most of them are
 * verifications. Its number decides what it does when, so that all trainings are alike.
 */
final class Client implements Callable<Void> {

	// Fewer are enough to see that it works.

	private static final int ROUNDS = Integer.getInteger("train.rounds", 3);

	/** In each round. */
	private static final int VERIFICATIONS = Integer.getInteger("train.verifications", 1000);

	private static final int RENEWALS = 50;

	private static final int PIPES = 100;

	private static final String PASSWORD = "a quiet night at the harbour";

	private static final String WRONG_PASSWORD = "a loud morning in the city";

	private static final String WRONG_PASSCODE = "AAAAAA";

	private static final String OTHER_MAC = "02:00:00:00:01:00";

	private static final String CLIENT_IP = "198.51.100.7";

	private final Service service;

	private final Service.Listens listens;

	private final Calls calls;

	private final Random random;

	private final String email;

	private final String mac;

	/** The field for the client's address, which only a backend sends. */
	private final String ip;

	/**
	 * @param from the address to call from
	 * @param backend whether the service trusts that address to tell those of clients
	 */
	Client(Service service, Service.Listens listens, int number, InetAddress from, boolean backend) {
		this.service = service;
		this.listens = listens;
		this.calls = new Calls(listens.http(), from);
		this.random = new Random(number);
		this.email = "client-" + number + "@example.org";
		this.mac = "02:00:00:00:00:%02x".formatted(number);
		this.ip = backend ? ",'ip':'" + CLIENT_IP + "'" : "";
	}

	@Override
	public Void call() throws Exception {
		try (this.calls) {
			String account = createAccount();
			for (int round = 0; round < ROUNDS; round++) {
				String token = logIn();
				verify(token);
				String renewed = renew(token);
				usePipes();
				useSessions(renewed);
				if (round % 2 == 0) {
					this.calls.post(204, "/logout", device(renewed));
				}
				else { // a copy of an old token ends the session
					this.calls.post(401, "/verify", device(token));
				}
				this.calls.post(401, "/verify", device(renewed));
				this.calls.post(401, "/renew", device(renewed));
			}
			if (!this.ip.isEmpty()) {
				stepUp(account);
			}
			administer(account);
		}
		return null;
	}

	private String createAccount() throws IOException, InterruptedException {
		String path = "/admin/accounts";
		String fields = "'email':'" + this.email + "','password':'%s'";
		admin(400, "POST", path, fields.formatted("too short"));
		admin(400, "POST", path, fields.formatted("passwordpassword"));
		String account = admin(201, "POST", path, fields.formatted(PASSWORD)).text("id");
		admin(409, "POST", path, fields.formatted(PASSWORD));
		return account;
	}

	private String logIn() throws IOException, InterruptedException {
		String credentials = "'mac':'" + this.mac + "','email':'%s','password':'%s'" + this.ip;
		this.calls.post(401, "/passcode", credentials.formatted(this.email, WRONG_PASSWORD));
		this.calls.post(401, "/passcode", credentials.formatted("nobody@example.org", PASSWORD));
		String right = credentials.formatted(this.email, PASSWORD);
		this.calls.post(202, "/passcode", right);
		this.calls.post(429, "/passcode", right);
		String passcode = ",'passcode':'" + this.service.passcode(this.email) + "'";
		this.calls.post(401, "/login", right + ",'passcode':'" + WRONG_PASSCODE + "'");
		String token = this.calls.post(200, "/login", right + passcode).text("token");
		this.calls.post(401, "/login", right + passcode);
		return token;
	}

	private void verify(String token) throws IOException, InterruptedException {
		String fields = device(token);
		for (int i = 0; i < VERIFICATIONS; i++) {
			switch (this.random.nextInt(20)) {
				case 0 -> this.calls.post(401, "/verify", device(unknownToken()));
				case 1 -> this.calls.post(200, "/verify", fields + ",'request':'GET /orders','data':['42','blue']");
				default -> this.calls.post(200, "/verify", fields + ",'request':'GET /orders'");
			}
			switch (this.random.nextInt(200)) {
				case 0 -> this.calls.post(401, "/verify", fields.replace(this.mac, OTHER_MAC));
				case 1 -> this.calls.post(401, "/verify", device("no token"));
				case 2 -> this.calls.post(400, "/verify", fields + ",'unknown':1");
				case 3 -> this.calls.post(400, "/verify", "'token':'" + token + "'");
				case 4 -> this.calls.post(400, "/verify", fields.replace(this.mac, "no address"));
				case 5 -> this.calls.get(404, "/nothing");
				case 6 -> this.calls.get(405, "/verify");
				case 7 -> this.calls.get(200, "/livez");
				case 8 -> this.calls.get(200, "/readyz");
				case 9 -> this.calls.get(200, this.listens.health());
				default -> {
				}
			}
		}
	}

	/**
	 * Renews a token again and again. Each time a request with the old one comes late.
	 */
	private String renew(String token) throws IOException, InterruptedException {
		String current = token;
		for (int i = 0; i < RENEWALS; i++) {
			String next = this.calls.post(200, "/renew", device(current)).text("token");
			this.calls.post(200, "/verify", device(current));
			this.calls.post(200, "/verify", device(next));
			current = next;
		}
		return current;
	}

	private void usePipes() throws IOException, InterruptedException {
		String ask = "require_passcode|" + OTHER_MAC + "|%s|None|" + this.email;
		Calls.pipe(this.listens.passcodes(), ask.formatted(WRONG_PASSWORD) + "\n", "False");
		Calls.pipe(this.listens.passcodes(), ask.formatted(PASSWORD), "Passcode is sent");
		String login = OTHER_MAC + "|" + this.email + "|None|" + PASSWORD + "|";
		String passcode = this.service.passcode(this.email);
		Calls.pipe(this.listens.logins(), login + WRONG_PASSCODE, "False");
		String token = Calls.pipe(this.listens.logins(), login + passcode + "\n", "Awfer_hellwall_[0-9a-f]{64}");
		String request = "|" + OTHER_MAC + "|GET /orders";
		for (int i = 0; i < PIPES; i++) {
			switch (this.random.nextInt(20)) {
				case 0 -> Calls.pipe(this.listens.requests(), unknownToken() + request + "\n", "unauthorized");
				case 1 -> Calls.pipe(this.listens.requests(), token + request, "authorized");
				default -> Calls.pipe(this.listens.requests(), token + request + "|42\n", "authorized");
			}
		}
	}

	private void useSessions(String token) throws IOException, InterruptedException {
		String[] holder = { "Authorization", "Bearer " + token, "X-Device-Mac", this.mac, "X-Forwarded-For",
				CLIENT_IP };
		this.calls.get(401, "/sessions");
		String newest = "/sessions/" + this.calls.send(200, "GET", "/sessions", "", holder).text("id");
		this.calls.send(204, "DELETE", newest, "", holder);
		this.calls.send(404, "DELETE", newest, "", holder);
		this.calls.send(204, "DELETE", "/sessions", "", holder);
	}

	/** Goes on with a session in another network. */
	private void stepUp(String account) throws IOException, InterruptedException {
		this.calls.send(200, "PATCH", "/admin/accounts/" + account, "'binding':'step-up'", "Authorization",
				"Bearer " + this.service.adminKey(), "If-Match", "*");
		String fields = "'token':'" + logIn() + "','mac':'" + this.mac + "','ip':'203.0.113.7'";
		this.calls.post(401, "/verify", fields);
		this.calls.post(202, "/step-up/passcode", fields);
		String passcode = this.service.passcode(this.email);
		this.calls.post(401, "/step-up", fields + ",'passcode':'" + WRONG_PASSCODE + "'");
		this.calls.post(200, "/step-up", fields + ",'passcode':'" + passcode + "'");
	}

	private void administer(String account) throws IOException, InterruptedException {
		String path = "/admin/accounts/" + account;
		this.calls.get(401, path, "Authorization", "Bearer wrong");
		for (String read : new String[] { "/admin/accounts", path, path + "/sessions", "/admin/network",
				"/admin/binding-report", "/admin/stats" }) {
			admin(200, "GET", read, "");
		}
		admin(204, "DELETE", path + "/guesses", "");
		admin(204, "DELETE", path + "/sessions", "");
	}

	private Calls.Answer admin(int status, String method, String path, String fields)
			throws IOException, InterruptedException {
		return this.calls.send(status, method, path, fields, "Authorization", "Bearer " + this.service.adminKey());
	}

	private String device(String token) {
		return "'token':'" + token + "','mac':'" + this.mac + "'" + this.ip;
	}

	private String unknownToken() {
		byte[] bytes = new byte[32];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
