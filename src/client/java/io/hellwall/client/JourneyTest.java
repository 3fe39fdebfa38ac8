package io.hellwall.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.client.api.AccountApi;
import io.hellwall.client.api.AdministrationApi;
import io.hellwall.client.api.LoginApi;
import io.hellwall.client.api.SessionsApi;
import io.hellwall.client.api.TokensApi;
import io.hellwall.client.model.AuthorizedResponse;
import io.hellwall.client.model.CreateRequest;
import io.hellwall.client.model.LoginRequest;
import io.hellwall.client.model.PasscodeRequest;
import io.hellwall.client.model.PasswordChangeRequest;
import io.hellwall.client.model.RenewResponse;
import io.hellwall.client.model.SessionResponse;
import io.hellwall.client.model.TokenRequest;
import io.hellwall.client.model.TokenResponse;
import io.hellwall.client.model.VerifyRequest;
import io.hellwall.client.model.VerifyResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Goes the whole way with a client that was made of the API document alone. The service
 * writes its mails to the outbox.
 */
class JourneyTest {

	private static final String PASSWORD = "correct horse battery staple";

	private static final String MAC = "aa:bb:cc:dd:ee:ff";

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: (\\w+)\\s*$");

	private final Path dataDir = Path.of(System.getProperty("client.data-dir"));

	private final LoginApi login = new LoginApi(client(null));

	private final TokensApi tokens = new TokensApi(client(null));

	private final String email = "client-" + UUID.randomUUID() + "@example.org";

	@Test
	void journeyWhenGoneByTheGeneratedClientThenEachAnswerIsRead() throws Exception {
		AdministrationApi administration = administration();
		UUID account = administration.createAccount(new CreateRequest().email(this.email).password(PASSWORD)).getId();
		assertThat(administration.findAccount(account).getEmail()).isEqualTo(this.email);
		TokenResponse opened = logIn();
		AuthorizedResponse verified = (AuthorizedResponse) verify(opened.getToken()).getActualInstance();
		assertThat(verified.getAccountId()).isEqualTo(account);
		String renewed = this.tokens.renew(token(opened.getToken())).getToken();
		RenewResponse again = (RenewResponse) verify(opened.getToken()).getActualInstance();
		assertThat(again.getToken()).isEqualTo(renewed);
		SessionsApi sessions = new SessionsApi(client(renewed));
		List<SessionResponse> open = sessions.listSessions(MAC).getSessions();
		assertThat(open).extracting(SessionResponse::getId).containsExactly(opened.getSessionId());
		this.tokens.logout(token(renewed));
		assertRefused(() -> verify(renewed), "unauthorized");
	}

	@Test
	void accountWhenChangedByItsHolderThenTheNewPasswordLogsIn() throws Exception {
		administration().createAccount(new CreateRequest().email(this.email).password(PASSWORD));
		String token = logIn().getToken();
		String changed = "a lighthouse keeper counts ships";
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(PASSWORD));
		new AccountApi(client(null)).changePassword(new PasswordChangeRequest().mac(MAC)
			.email(this.email)
			.password(PASSWORD)
			.passcode(mailedPasscode())
			.newPassword(changed));
		assertRefused(() -> verify(token), "unauthorized");
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(changed));
		assertThat(this.login
			.login(new LoginRequest().mac(MAC).email(this.email).password(changed).passcode(mailedPasscode()))
			.getToken()).isNotEmpty();
	}

	@Test
	void loginWhenThePasscodeIsWrongThenTheProblemIsRead() throws Exception {
		administration().createAccount(new CreateRequest().email(this.email).password(PASSWORD));
		assertRefused(() -> this.login.login(credentials("AAAAAA")), "invalid-credentials");
	}

	private TokenResponse logIn() throws ApiException, IOException {
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(PASSWORD));
		return this.login.login(credentials(mailedPasscode()));
	}

	private LoginRequest credentials(String passcode) {
		return new LoginRequest().mac(MAC).email(this.email).password(PASSWORD).passcode(passcode);
	}

	private VerifyResponse verify(String token) throws ApiException {
		return this.tokens.verify(new VerifyRequest().token(token).mac(MAC));
	}

	private static TokenRequest token(String token) {
		return new TokenRequest().token(token).mac(MAC);
	}

	private static void assertRefused(ThrowingCall call, String problem) {
		assertThatExceptionOfType(ApiException.class).isThrownBy(call::run)
			.satisfies((refusal) -> assertThat(refusal.getCode()).isEqualTo(401))
			.satisfies((refusal) -> assertThat(refusal.getResponseBody()).contains("urn:hellwall:problem:" + problem));
	}

	/** The newest one. */
	private String mailedPasscode() throws IOException {
		try (Stream<Path> mails = Files.list(this.dataDir.resolve("outbox"))) {
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

	private AdministrationApi administration() throws IOException {
		return new AdministrationApi(client(Files.readString(this.dataDir.resolve("admin.key")).strip()));
	}

	/** The generated code leaves the header of the caller to whoever uses it. */
	private static ApiClient client(String bearer) {
		ApiClient client = new ApiClient();
		client.updateBaseUri(System.getProperty("client.url"));
		if (bearer != null) {
			client.setRequestInterceptor((request) -> request.header("Authorization", "Bearer " + bearer));
		}
		return client;
	}

	private interface ThrowingCall {

		void run() throws Exception;

	}

}
