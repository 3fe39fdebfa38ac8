package io.hellwall.client;

import java.util.UUID;

import io.hellwall.client.api.AccountApi;
import io.hellwall.client.api.ForgottenPasswordApi;
import io.hellwall.client.api.LoginApi;
import io.hellwall.client.model.EmailChangeRequest;
import io.hellwall.client.model.ExportResponse;
import io.hellwall.client.model.HolderRequest;
import io.hellwall.client.model.LoginRequest;
import io.hellwall.client.model.NewAddressRequest;
import io.hellwall.client.model.NewPasswordRequest;
import io.hellwall.client.model.PasscodeRequest;
import io.hellwall.client.model.PasswordChangeRequest;
import io.hellwall.client.model.PasswordResetRequest;
import io.hellwall.client.model.PhoneChangeRequest;
import org.junit.jupiter.api.Test;

import static io.hellwall.client.Person.MAC;
import static io.hellwall.client.Person.PASSWORD;
import static io.hellwall.client.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** What holders do to their own accounts. */
class AccountJourneyTest {

	private static final String CHANGED = "a lighthouse keeper counts ships";

	private static final String NOBODYS = "AAAAAAAAAAAAAAAA";

	private final Person person = new Person();

	private final String email = this.person.email();

	private final AccountApi account = new AccountApi(this.person.client(null));

	@Test
	void passwordWhenChangedThenTheNewOneLogsIn() throws Exception {
		this.person.create();
		String token = this.person.logIn().getToken();
		PasswordChangeRequest request = new PasswordChangeRequest().mac(MAC)
			.email(this.email)
			.password(PASSWORD)
			.passcode(passcode(this.email));
		assertRefused(() -> this.account.changePassword(request.newPassword("passwordpassword")), 400,
				"invalid-request");
		this.account.changePassword(request.newPassword(CHANGED));
		assertRefused(() -> this.person.verify(token), 401, "unauthorized");
		assertThat(this.person.logIn(MAC, CHANGED).getToken()).isNotEmpty();
	}

	@Test
	void emailWhenChangedThenTheNewAddressLogsIn() throws Exception {
		this.person.create();
		this.person.logIn();
		String wanted = "new-" + UUID.randomUUID() + "@example.net";
		this.account.requestNewEmailPasscode(
				new NewAddressRequest().mac(MAC).email(this.email).password(PASSWORD).newEmail(wanted));
		EmailChangeRequest request = new EmailChangeRequest().mac(MAC)
			.email(this.email)
			.password(PASSWORD)
			.newEmail(wanted)
			.newEmailPasscode(this.person.mailedPasscode(wanted))
			.passcode(passcode(this.email));
		this.account.changeEmail(request);
		LoginRequest login = new LoginRequest().mac(MAC).password(PASSWORD).email(wanted).passcode(passcode(wanted));
		assertThat(new LoginApi(this.person.client(null)).login(login).getToken()).isNotEmpty();
		assertRefused(() -> this.account.changeEmail(request), 401, "invalid-credentials");
	}

	@Test
	void phoneWhenChangedThenNoOtherMayBeNamed() throws Exception {
		this.person.create();
		this.account.changePhone(new PhoneChangeRequest().mac(MAC)
			.email(this.email)
			.password(PASSWORD)
			.passcode(passcode(this.email))
			.newPhone("+49 30 654321"));
		assertRefused(() -> new LoginApi(this.person.client(null)).requestPasscode(
				new PasscodeRequest().mac(MAC).email(this.email).password(PASSWORD).phone("+49 30 111111")), 401,
				"invalid-credentials");
	}

	@Test
	void dataWhenExportedThenTellsWhatIsStored() throws Exception {
		UUID id = this.person.create();
		UUID session = this.person.logIn().getSessionId();
		ExportResponse data = this.account.exportAccount(holder(passcode(this.email)));
		assertThat(data.getAccountId()).isEqualTo(id);
		assertThat(data.getEmail()).isEqualTo(this.email);
		assertThat(data.getSessions()).singleElement()
			.satisfies((it) -> assertThat(it.getId()).isEqualTo(session));
		assertThat(data.getPlaces()).singleElement().satisfies((it) -> assertThat(it.getMac()).isEqualTo(MAC));
		assertThat(data.getEvents()).anySatisfy((it) -> assertThat(it.getType()).isEqualTo("LOGIN_GRANTED"));
	}

	@Test
	void accountWhenDeletedByItsHolderThenIsGone() throws Exception {
		UUID id = this.person.create();
		assertRefused(() -> this.account.deleteAccount(holder("AAAAAA")), 401, "invalid-credentials");
		this.account.deleteAccount(holder(passcode(this.email)));
		assertRefused(() -> this.person.administration().findAccount(id), 404, "not-found");
	}

	@Test
	void passwordWhenForgottenThenAPasscodeAloneChoosesAnother() throws Exception {
		this.person.create();
		String token = this.person.logIn().getToken();
		ForgottenPasswordApi forgotten = new ForgottenPasswordApi(this.person.client(null));
		forgotten.requestPasswordReset(new PasswordResetRequest().mac(MAC).email("nobody@example.org"));
		forgotten.requestPasswordReset(new PasswordResetRequest().mac(MAC).email(this.email));
		NewPasswordRequest request = new NewPasswordRequest().mac(MAC).email(this.email).newPassword(CHANGED);
		assertRefused(() -> forgotten.confirmPasswordReset(request.passcode(NOBODYS)), 401, "invalid-credentials");
		forgotten.confirmPasswordReset(request.passcode(this.person.mailedPasscode(this.email)));
		assertRefused(() -> this.person.verify(token), 401, "unauthorized");
		assertThat(this.person.logIn(MAC, CHANGED).getToken()).isNotEmpty();
	}

	private String passcode(String of) throws Exception {
		return this.person.passcode(of, MAC, PASSWORD);
	}

	private HolderRequest holder(String passcode) {
		return new HolderRequest().mac(MAC).email(this.email).password(PASSWORD).passcode(passcode);
	}

}
