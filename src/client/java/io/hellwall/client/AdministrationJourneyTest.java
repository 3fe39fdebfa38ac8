package io.hellwall.client;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.hellwall.client.api.AdministrationApi;
import io.hellwall.client.api.ForgottenPasswordApi;
import io.hellwall.client.model.AccountResponse;
import io.hellwall.client.model.AccountSessionResponse;
import io.hellwall.client.model.AccountsResponse;
import io.hellwall.client.model.AuditEventResponse;
import io.hellwall.client.model.AuditResponse;
import io.hellwall.client.model.ChangeRequest;
import io.hellwall.client.model.CreateRequest;
import io.hellwall.client.model.NewPasswordRequest;
import io.hellwall.client.model.StatsResponse;
import io.hellwall.client.model.TokenResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.hellwall.client.Person.MAC;
import static io.hellwall.client.Person.PASSWORD;
import static io.hellwall.client.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What administrators do. */
class AdministrationJourneyTest {

	private static final int PAGE = 100;

	private static final String ANY = "*";

	private final Person person = new Person();

	private final String email = this.person.email();

	private AdministrationApi administration;

	@BeforeEach
	void logIn() throws Exception {
		this.administration = this.person.administration();
	}

	@Test
	void accountsWhenListedThenEachPageIsRead() throws Exception {
		String domain = UUID.randomUUID() + ".example.org";
		for (String name : List.of("c", "a", "b")) {
			this.administration.createAccount(new CreateRequest().email(name + "@" + domain).password(PASSWORD));
		}
		List<String> found = new ArrayList<>();
		AccountsResponse page = this.administration.listAccounts(domain, "active", "-email", 2, null);
		while (page.getNext() != null) {
			page.getAccounts().forEach((it) -> found.add(it.getEmail()));
			page = this.administration.listAccounts(domain, "active", "-email", 2, page.getNext());
		}
		page.getAccounts().forEach((it) -> found.add(it.getEmail()));
		assertThat(found).containsExactly("c@" + domain, "b@" + domain, "a@" + domain);
		assertThat(this.administration.listAccounts(domain, "disabled", null, null, null).getAccounts()).isEmpty();
		assertRefused(() -> this.administration.listAccounts(domain, null, null, 501, null), 400, "invalid-request");
		assertRefused(() -> this.administration
			.createAccount(new CreateRequest().email("a@" + domain).password(PASSWORD)), 409, "conflict");
	}

	@Test
	void accountWhenChangedThenOnlyWithItsNewestETag() throws Exception {
		UUID id = this.person.create();
		ApiResponse<AccountResponse> found = this.administration.findAccountWithHttpInfo(id);
		String etag = found.getHeaders().get("etag").getFirst();
		assertThat(etag).isEqualTo("\"" + found.getData().getVersion() + "\"");
		AccountResponse changed = this.administration.changeAccount(id, etag,
				new ChangeRequest().phone("+49 30 123456").language(ChangeRequest.LanguageEnum.DE));
		assertThat(changed.getPhone()).isEqualTo("+4930123456");
		assertThat(changed.getLanguage()).isEqualTo(AccountResponse.LanguageEnum.DE);
		assertRefused(() -> this.administration.changeAccount(id, etag, new ChangeRequest().phone("")), 412,
				"precondition-failed");
		assertRefused(() -> this.administration.changeAccount(id, ANY, new ChangeRequest()), 400, "invalid-request");
		// The document says that the field is needed, so the client asks nobody (the answer would be 428).
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.administration.changeAccount(id, null, new ChangeRequest().phone("")))
			.withMessageContaining("ifMatch");
	}

	@Test
	void accountWhenDisabledAndEnabledThenNoSessionComesBack() throws Exception {
		UUID id = this.person.create();
		String token = this.person.logIn().getToken();
		status(id, ChangeRequest.StatusEnum.DISABLED);
		assertRefused(() -> this.person.verify(token), 401, "unauthorized");
		status(id, ChangeRequest.StatusEnum.ACTIVE);
		assertRefused(() -> this.person.verify(token), 401, "unauthorized");
		this.administration.forgetGuesses(id);
		this.administration.eraseAccount(id);
		assertRefused(() -> this.administration.eraseAccount(id), 404, "not-found");
	}

	private void status(UUID id, ChangeRequest.StatusEnum status) throws ApiException {
		assertThat(this.administration.changeAccount(id, ANY, new ChangeRequest().status(status)).getStatus())
			.hasToString(status.toString());
	}

	@Test
	void sessionsWhenEndedByAnAdministratorThenTheirTokensAreRefused() throws Exception {
		UUID id = this.person.create();
		TokenResponse first = this.person.logIn();
		assertThat(this.administration.listAccountSessions(id).getSessions())
			.extracting(AccountSessionResponse::getId)
			.containsExactly(first.getSessionId());
		this.administration.endAccountSession(id, first.getSessionId());
		assertRefused(() -> this.person.verify(first.getToken()), 401, "unauthorized");
		TokenResponse second = this.person.logIn();
		this.administration.endAccountSessions(id);
		assertRefused(() -> this.person.verify(second.getToken()), 401, "unauthorized");
	}

	@Test
	void passwordResetWhenStartedThenTheHolderChoosesAPassword() throws Exception {
		UUID id = this.person.create();
		this.administration.startPasswordReset(id);
		String chosen = "seven grey geese over the bay";
		new ForgottenPasswordApi(this.person.client(null)).confirmPasswordReset(new NewPasswordRequest().mac(MAC)
			.email(this.email)
			.passcode(this.person.mailedPasscode(this.email))
			.newPassword(chosen));
		assertThat(this.person.logIn(MAC, chosen).getToken()).isNotEmpty();
		assertRefused(() -> this.administration.startPasswordReset(UUID.randomUUID()), 404, "not-found");
	}

	@Test
	void auditWhenAskedThenEachPageIsReadAndFiltersHold() throws Exception {
		UUID id = this.person.create();
		OffsetDateTime created = audit(id, null, null).getEvents().getFirst().getAt();
		for (int i = 0; i <= PAGE; i++) {
			this.administration.changeAccount(id, ANY, new ChangeRequest().phone("+4930" + (100_000 + i)));
		}
		List<String> ids = new ArrayList<>();
		AuditResponse page = audit(id, null, null);
		assertThat(page.getEvents()).hasSize(PAGE);
		while (page.getNext() != null) {
			page.getEvents().forEach((it) -> ids.add(it.getEventId()));
			page = audit(id, null, page.getNext());
		}
		page.getEvents().forEach((it) -> ids.add(it.getEventId()));
		assertThat(ids).hasSize(PAGE + 2).doesNotHaveDuplicates();
		assertThat(audit(id, List.of("user_created"), null).getEvents()).extracting(AuditEventResponse::getType)
			.containsExactly("ACCOUNT_CREATED");
		assertThat(this.administration.listAuditEvents(id, null, "failure", created, null, null).getEvents()).isEmpty();
		assertThat(this.administration.exportAuditEvents(id, List.of("user_created"), "success", created, null)
			.getEventId()).isEqualTo(ids.getLast());
		assertRefused(() -> audit(id, List.of("nothing"), null), 400, "invalid-request");
	}

	private AuditResponse audit(UUID account, List<String> events, String cursor) throws ApiException {
		return this.administration.listAuditEvents(account, events, null, null, null, cursor);
	}

	@Test
	void reportsWhenAskedThenAreRead() throws Exception {
		this.person.create();
		StatsResponse stats = this.administration.showStats();
		assertThat(stats.getAccounts()).isPositive();
		assertThat(stats.getAccounts()).isEqualTo(stats.getActiveAccounts() + stats.getDisabledAccounts());
		assertThat(this.administration.showNetwork().getPeer()).startsWith("127.");
		assertThat(this.administration.showBindingReport().getMode()).hasToString("strict");
	}

	@Test
	void anyCallWhenTheKeyIsWrongThenUnauthorized() {
		AdministrationApi stranger = new AdministrationApi(this.person.client("no key"));
		assertRefused(stranger::showStats, 401, "unauthorized");
		assertRefused(() -> stranger.listAuditEvents(null, null, null, null, null, null), 401, "unauthorized");
	}

}
