package io.hellwall.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.client.api.AdministrationApi;
import io.hellwall.client.api.LoginApi;
import io.hellwall.client.api.TokensApi;
import io.hellwall.client.model.CreateRequest;
import io.hellwall.client.model.LoginRequest;
import io.hellwall.client.model.PasscodeRequest;
import io.hellwall.client.model.TokenRequest;
import io.hellwall.client.model.TokenResponse;
import io.hellwall.client.model.VerifyRequest;
import io.hellwall.client.model.VerifyResponse;

/**
 * Somebody with an account, a device and a network of its own, so that the limits of
 * networks keep nobody else out. Reads the mails that the service writes to its outbox.
 */
final class Person {

	static final String PASSWORD = "correct horse battery staple";

	static final String MAC = "aa:bb:cc:dd:ee:ff";

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: (\\w+)\\s*$");

	private static final long PATIENCE_MILLIS = 10_000;

	private final Path dataDir = Path.of(System.getProperty("client.data-dir"));

	/** Of this machine. */
	private final String address;

	private final String email = "client-" + UUID.randomUUID() + "@example.org";

	private final Set<String> passcodes = new HashSet<>();

	/** Somebody in a network of 127.0.0.0/8, all of which is this machine. */
	Person() {
		this("127.%d.%d.1".formatted(number(), number()));
	}

	/** Somebody at that address of this machine. */
	Person(String address) {
		this.address = address;
	}

	private static int number() {
		return ThreadLocalRandom.current().nextInt(1, 255);
	}

	String email() {
		return this.email;
	}

	/** Creates the account. */
	UUID create() throws ApiException, IOException {
		return administration().createAccount(new CreateRequest().email(this.email).password(PASSWORD)).getId();
	}

	/** For whoever holds the first admin key. */
	AdministrationApi administration() throws IOException {
		return new AdministrationApi(client(Files.readString(this.dataDir.resolve("admin.key")).strip()));
	}

	TokenResponse logIn() throws ApiException, IOException {
		return logIn(MAC, PASSWORD);
	}

	TokenResponse logIn(String mac, String password) throws ApiException, IOException {
		return new LoginApi(client(null)).login(new LoginRequest().mac(mac)
			.email(this.email)
			.password(password)
			.passcode(passcode(this.email, mac, password)));
	}

	/** Asks for a passcode, and reads it. */
	String passcode(String email, String mac, String password) throws ApiException, IOException {
		new LoginApi(client(null)).requestPasscode(new PasscodeRequest().mac(mac).email(email).password(password));
		return mailedPasscode(email);
	}

	VerifyResponse verify(String token) throws ApiException {
		return tokens().verify(new VerifyRequest().token(token).mac(MAC));
	}

	TokensApi tokens() {
		return new TokensApi(client(null));
	}

	static TokenRequest token(String token) {
		return new TokenRequest().token(token).mac(MAC);
	}

	/** A passcode that was mailed to the address and not read before. */
	String mailedPasscode(String to) throws IOException {
		long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		while (System.currentTimeMillis() < end) {
			for (Path mail : mails()) {
				String text = Files.readString(mail);
				Matcher passcode = PASSCODE.matcher(text);
				if (text.contains(to) && passcode.find() && this.passcodes.add(passcode.group(1))) {
					return passcode.group(1);
				}
			}
			LockSupport.parkNanos(20_000_000);
		}
		throw new IllegalStateException("no passcode was mailed");
	}

	/** The newest first. */
	private List<Path> mails() throws IOException {
		Path outbox = this.dataDir.resolve("outbox");
		if (Files.notExists(outbox)) {
			return List.of();
		}
		try (Stream<Path> mails = Files.list(outbox)) {
			return mails.filter((file) -> file.toString().endsWith(".eml")).sorted(Comparator.reverseOrder()).toList();
		}
	}

	/** The generated code leaves the header of the caller to whoever uses it. */
	ApiClient client(String bearer) {
		return client(bearer, this.address);
	}

	/**
	 * A client with another address.
	 * @param from must be an address of this machine
	 */
	ApiClient client(String bearer, String from) {
		ApiClient client = new ApiClient();
		client.updateBaseUri(System.getProperty("client.url"));
		client.setHttpClientBuilder(HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)));
		if (bearer != null) {
			client.setRequestInterceptor((request) -> request.header("Authorization", "Bearer " + bearer));
		}
		return client;
	}

}
