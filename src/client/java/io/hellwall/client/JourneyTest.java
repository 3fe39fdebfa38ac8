package io.hellwall.client;

import java.util.List;
import java.util.UUID;

import io.hellwall.client.api.LoginApi;
import io.hellwall.client.api.RegistrationApi;
import io.hellwall.client.api.SessionsApi;
import io.hellwall.client.api.TokensApi;
import io.hellwall.client.model.AuthorizedResponse;
import io.hellwall.client.model.ChangeRequest;
import io.hellwall.client.model.ConfirmationRequest;
import io.hellwall.client.model.LoginRequest;
import io.hellwall.client.model.PasscodeRequest;
import io.hellwall.client.model.RegistrationRequest;
import io.hellwall.client.model.RenewResponse;
import io.hellwall.client.model.SessionResponse;
import io.hellwall.client.model.StepUpRequest;
import io.hellwall.client.model.TokenResponse;
import io.hellwall.client.model.VerifyRequest;
import org.junit.jupiter.api.Test;

import static io.hellwall.client.Person.MAC;
import static io.hellwall.client.Person.PASSWORD;
import static io.hellwall.client.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Goes the whole way with a client that was made of the API document alone. */
class JourneyTest {

	private static final String OTHER_MAC = "aa:bb:cc:dd:ee:02";

	private final Person person = new Person();

	@Test
	void journeyWhenGoneByTheGeneratedClientThenEachAnswerIsRead() throws Exception {
		UUID account = this.person.create();
		TokenResponse opened = this.person.logIn();
		AuthorizedResponse verified = (AuthorizedResponse) this.person.verify(opened.getToken()).getActualInstance();
		assertThat(verified.getAccountId()).isEqualTo(account);
		String renewed = this.person.tokens().renew(Person.token(opened.getToken())).getToken();
		RenewResponse again = (RenewResponse) this.person.verify(opened.getToken()).getActualInstance();
		assertThat(again.getToken()).isEqualTo(renewed);
		this.person.tokens().logout(Person.token(renewed));
		assertRefused(() -> this.person.verify(renewed), 401, "unauthorized");
	}

	@Test
	void sessionsWhenEndedByTheirHolderThenOnlyTheCurrentOneIsLeft() throws Exception {
		this.person.create();
		TokenResponse current = this.person.logIn();
		TokenResponse other = this.person.logIn(OTHER_MAC, PASSWORD);
		SessionsApi sessions = new SessionsApi(this.person.client(current.getToken()));
		List<SessionResponse> all = sessions.listSessions(MAC).getSessions();
		assertThat(all).extracting(SessionResponse::getId)
			.containsExactlyInAnyOrder(current.getSessionId(), other.getSessionId());
		sessions.endSession(other.getSessionId(), MAC);
		assertRefused(() -> sessions.endSession(other.getSessionId(), MAC), 404, "not-found");
		TokenResponse third = this.person.logIn(OTHER_MAC, PASSWORD);
		sessions.endOtherSessions(MAC);
		assertThat(sessions.listSessions(MAC).getSessions()).extracting(SessionResponse::getId)
			.containsExactly(current.getSessionId());
		assertRefused(
				() -> this.person.tokens().verify(new VerifyRequest().token(third.getToken()).mac(OTHER_MAC)), 401,
				"unauthorized");
	}

	@Test
	void loginWhenItIsRefusedThenTheProblemIsRead() throws Exception {
		this.person.create();
		LoginApi login = new LoginApi(this.person.client(null));
		LoginRequest credentials = new LoginRequest().mac(MAC)
			.email(this.person.email())
			.password(PASSWORD)
			.passcode("AAAAAA");
		assertRefused(() -> login.login(credentials), 401, "invalid-credentials");
		assertRefused(() -> login.login(credentials.ip("192.0.2.1")), 400, "ip-mismatch");
		assertRefused(() -> login.login(new LoginRequest().mac("no").email(this.person.email()).password(PASSWORD)
			.passcode("AAAAAA")), 400, "invalid-request");
		PasscodeRequest again = new PasscodeRequest().mac(MAC).email(this.person.email()).password(PASSWORD);
		login.requestPasscode(again);
		assertRefused(() -> login.requestPasscode(again), 429, "passcode-recently-sent");
	}

	@Test
	void stepUpWhenTheNetworkChangesThenTheSessionGoesOnThere() throws Exception {
		UUID account = this.person.create();
		this.person.administration()
			.changeAccount(account, "*", new ChangeRequest().binding(ChangeRequest.BindingEnum.STEP_UP));
		TokenResponse opened = this.person.logIn();
		TokensApi elsewhere = new TokensApi(this.person.client(null, "127.255.255.1"));
		VerifyRequest request = new VerifyRequest().token(opened.getToken()).mac(MAC);
		assertRefused(() -> elsewhere.verify(request), 401, "step-up-required");
		elsewhere.requestStepUpPasscode(Person.token(opened.getToken()));
		TokenResponse moved = elsewhere.stepUp(new StepUpRequest().token(opened.getToken())
			.mac(MAC)
			.passcode(this.person.mailedPasscode(this.person.email())));
		assertThat(moved.getSessionId()).isEqualTo(opened.getSessionId());
		assertThat(elsewhere.verify(new VerifyRequest().token(moved.getToken()).mac(MAC)).getActualInstance())
			.isInstanceOf(AuthorizedResponse.class);
	}

	/** It is off by default. */
	@Test
	void registerWhenItIsOffThenThereIsNoSuchCall() {
		RegistrationApi registration = new RegistrationApi(this.person.client(null));
		assertRefused(
				() -> registration.register(
						new RegistrationRequest().mac(MAC).email(this.person.email()).password(PASSWORD)),
				404, "not-found");
		assertRefused(
				() -> registration.confirmRegistration(
						new ConfirmationRequest().mac(MAC).email(this.person.email()).passcode("AAAAAAAAAAAAAAAA")),
				404, "not-found");
	}

}
