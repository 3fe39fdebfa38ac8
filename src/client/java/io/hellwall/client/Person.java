package io.hellwall.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.client.api.AdministrationApi;
import io.hellwall.client.api.LoginApi;
import io.hellwall.client.model.LoginRequest;
import io.hellwall.client.model.PasscodeRequest;
import io.hellwall.client.model.TokenResponse;

/**
 * A person with an account of its own at the service that runs. The service writes its
 * mails to the outbox.
 */
class Person {

	static final String PASSWORD = "correct horse battery staple";

	static final String MAC = "aa:bb:cc:dd:ee:ff";

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: (\\w+)\\s*$");

	private static final Path DATA_DIR = Path.of(System.getProperty("client.data-dir"));

	private final LoginApi login = new LoginApi(client(null));

	private final String email = "client-" + UUID.randomUUID() + "@example.org";

	String email() {
		return this.email;
	}

	TokenResponse logIn() throws ApiException, IOException {
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(PASSWORD));
		return this.login.login(credentials(mailedPasscode()));
	}

	LoginRequest credentials(String passcode) {
		return new LoginRequest().mac(MAC).email(this.email).password(PASSWORD).passcode(passcode);
	}

	/** The newest one. */
	String mailedPasscode() throws IOException {
		try (Stream<Path> mails = Files.list(DATA_DIR.resolve("outbox"))) {
			for (Path mail : mails.filter((file) -> file.toString().endsWith(".eml"))
				.sorted(Comparator.reverseOrder())
				.toList()) {
				String text = Files.readString(mail);
				Matcher passcode = PASSCODE.matcher(text);
				if (text.contains(this.email) && passcode.find()) {
					return passcode.group(1);
				}
			}
		}
		throw new IllegalStateException("no passcode was mailed");
	}

	static AdministrationApi administration() throws IOException {
		return new AdministrationApi(client(Files.readString(DATA_DIR.resolve("admin.key")).strip()));
	}

	/** The generated code leaves the header of the caller to whoever uses it. */
	static ApiClient client(String bearer) {
		ApiClient client = new ApiClient();
		client.updateBaseUri(System.getProperty("client.url"));
		if (bearer != null) {
			client.setRequestInterceptor((request) -> request.header("Authorization", "Bearer " + bearer));
		}
		return client;
	}

}
