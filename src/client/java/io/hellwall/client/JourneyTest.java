package io.hellwall.client;

import java.util.List;
import java.util.UUID;

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

/** Goes the whole way with a client that was made of the API document alone. */
class JourneyTest {

	private static final String PASSWORD = Person.PASSWORD;

	private static final String MAC = Person.MAC;

	private final LoginApi login = new LoginApi(Person.client(null));

	private final TokensApi tokens = new TokensApi(Person.client(null));

	private final Person person = new Person();

	private final String email = this.person.email();

	@Test
	void journeyWhenGoneByTheGeneratedClientThenEachAnswerIsRead() throws Exception {
		AdministrationApi administration = Person.administration();
		UUID account = administration.createAccount(new CreateRequest().email(this.email).password(PASSWORD)).getId();
		assertThat(administration.findAccount(account).getEmail()).isEqualTo(this.email);
		TokenResponse opened = this.person.logIn();
		AuthorizedResponse verified = (AuthorizedResponse) verify(opened.getToken()).getActualInstance();
		assertThat(verified.getAccountId()).isEqualTo(account);
		String renewed = this.tokens.renew(token(opened.getToken())).getToken();
		RenewResponse again = (RenewResponse) verify(opened.getToken()).getActualInstance();
		assertThat(again.getToken()).isEqualTo(renewed);
		SessionsApi sessions = new SessionsApi(Person.client(renewed));
		List<SessionResponse> open = sessions.listSessions(MAC).getSessions();
		assertThat(open).extracting(SessionResponse::getId).containsExactly(opened.getSessionId());
		this.tokens.logout(token(renewed));
		assertRefused(() -> verify(renewed), "unauthorized");
	}

	@Test
	void accountWhenChangedByItsHolderThenTheNewPasswordLogsIn() throws Exception {
		Person.administration().createAccount(new CreateRequest().email(this.email).password(PASSWORD));
		String token = this.person.logIn().getToken();
		String changed = "a lighthouse keeper counts ships";
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(PASSWORD));
		new AccountApi(Person.client(null)).changePassword(new PasswordChangeRequest().mac(MAC)
			.email(this.email)
			.password(PASSWORD)
			.passcode(this.person.mailedPasscode())
			.newPassword(changed));
		assertRefused(() -> verify(token), "unauthorized");
		this.login.requestPasscode(new PasscodeRequest().mac(MAC).email(this.email).password(changed));
		LoginRequest again = new LoginRequest().mac(MAC).email(this.email).password(changed);
		assertThat(this.login.login(again.passcode(this.person.mailedPasscode())).getToken()).isNotEmpty();
	}

	@Test
	void loginWhenThePasscodeIsWrongThenTheProblemIsRead() throws Exception {
		Person.administration().createAccount(new CreateRequest().email(this.email).password(PASSWORD));
		assertRefused(() -> this.login.login(this.person.credentials("AAAAAA")), "invalid-credentials");
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

	private interface ThrowingCall {

		void run() throws Exception;

	}

}
