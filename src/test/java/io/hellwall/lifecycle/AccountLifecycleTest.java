package io.hellwall.lifecycle;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.AccountEdit;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.audit.Actor;
import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.lifecycle.ChangeResult.Changed;
import io.hellwall.lifecycle.ChangeResult.EmailTaken;
import io.hellwall.lifecycle.ChangeResult.Outdated;
import io.hellwall.lifecycle.ChangeResult.Unknown;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.Sessions;
import io.hellwall.token.TokenForm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens to an account as a whole: it is changed, disabled, enabled, erased. */
@EachStore
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class AccountLifecycleTest {

	private static final Actor ADMIN = Actor.admin("tester");

	private static final String MAC = TestService.MAC;

	private static final Device DEVICE = new Device(MacAddress.parse(MAC), IpAddress.parse("127.0.0.1"));

	private static final int CROWD = 10;

	@Parameter
	TestStore store;

	private TestService service;

	private AccountLifecycle lifecycle;

	private JdbcTemplate creds;

	private JdbcTemplate passcodes;

	private String email;

	private AccountId id;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.lifecycle = this.service.context().getBean(AccountLifecycle.class);
		this.creds = new JdbcTemplate(this.service.context().getBean("credsDataSource", DataSource.class));
		this.passcodes = new JdbcTemplate(this.service.context().getBean("passcodesDataSource", DataSource.class));
		this.email = this.service.newAccount();
		this.id = accounts().find(EmailAddress.parse(this.email)).orElseThrow().id();
	}

	@Test
	void changeWhenSeveralFieldsThenAllAreStoredAndEachIsRecorded() {
		EmailAddress address = newAddress();
		ChangeResult result = change((account) -> account.withEmail(address)
			.withPhone(new PhoneNumber("+4930123456"))
			.withBinding(BindingMode.PREFIX)
			.withLanguage(Language.AR)
			.withStatus(AccountStatus.DISABLED));
		Account now = account();
		assertThat(result).isInstanceOfSatisfying(Changed.class,
				(changed) -> assertThat(changed.account()).usingRecursiveComparison().isEqualTo(now));
		assertThat(now.email()).isEqualTo(address);
		assertThat(now.phone()).isEqualTo(new PhoneNumber("+4930123456"));
		assertThat(now.binding()).isEqualTo(BindingMode.PREFIX);
		assertThat(now.language()).isEqualTo(Language.AR);
		assertThat(now.active()).isFalse();
		assertThat(now.version()).isOne();
		assertThat(events()).containsExactly("ACCOUNT_CREATED", "EMAIL_CHANGED", "PHONE_CHANGED", "BINDING_CHANGED",
				"LANGUAGE_CHANGED", "ACCOUNT_DISABLED");
	}

	/** Which a login does without a new version. */
	@Test
	void changeWhenTheHolderChoseALanguageMeanwhileThenKeepsIt() {
		change((account) -> {
			accounts().learnLanguage(account, Language.DE);
			return account.withPhone(new PhoneNumber("+4930123456"));
		});
		assertThat(account().language()).isEqualTo(Language.DE);
		change((account) -> account.withLanguage(Language.FR));
		accounts().learnLanguage(account(), Language.ES);
		assertThat(account().language()).isEqualTo(Language.FR);
	}

	@Test
	void changeWhenNothingIsOtherThenWritesNothing() {
		change((account) -> account.withPhone(new PhoneNumber("+4930123456")));
		assertThat(change((account) -> account.withPhone(new PhoneNumber("+4930123456")))).isInstanceOf(Changed.class);
		assertThat(account().version()).isOne();
		assertThat(events()).containsExactly("ACCOUNT_CREATED", "PHONE_CHANGED");
	}

	@Test
	void changeWhenAnotherVersionIsExpectedThenOutdatedAndUnchanged() {
		UnaryOperator<Account> disable = AccountEdit.of(AccountStatus.DISABLED);
		assertThat(this.lifecycle.change(this.id, (version) -> version == 1, disable, ADMIN))
			.isInstanceOf(Outdated.class);
		assertThat(account().active()).isTrue();
		assertThat(this.lifecycle.change(this.id, (version) -> version == 0, disable, ADMIN))
			.isInstanceOf(Changed.class);
	}

	@Test
	void changeWhenThereIsNoSuchAccountThenUnknown() {
		assertThat(this.lifecycle.change(new AccountId(UUID.randomUUID()), (version) -> true,
				AccountEdit.of(AccountStatus.DISABLED), ADMIN))
			.isInstanceOf(Unknown.class);
	}

	@Test
	void changeWhenTheAddressIsTakenInAnotherSpellingThenUnchanged() {
		String taken = this.service.newAccount();
		EmailAddress spelling = EmailAddress.parse("USER" + taken.substring(4));
		assertThat(change((account) -> account.withEmail(spelling))).isInstanceOf(EmailTaken.class);
		assertThat(account().email().value()).isEqualTo(this.email);
		assertThat(account().version()).isZero();
	}

	@Test
	void changeWhenOnlyTheSpellingOfTheAddressIsOtherThenChanges() {
		EmailAddress spelling = EmailAddress.parse("USER" + this.email.substring(4));
		assertThat(change((account) -> account.withEmail(spelling))).isInstanceOf(Changed.class);
		assertThat(account().email()).isEqualTo(spelling);
	}

	@Test
	void changeWhenManyExpectTheSameVersionThenExactlyOneChanges() throws Exception {
		List<ChangeResult> results = atOnce((i) -> this.lifecycle.change(this.id, (version) -> version == 0,
				(account) -> account.withPhone(new PhoneNumber("+49301234" + i)), ADMIN));
		assertThat(results).filteredOn(Changed.class::isInstance).hasSize(1);
		assertThat(results).filteredOn(Outdated.class::isInstance).hasSize(CROWD - 1);
		assertThat(account().version()).isOne();
		assertThat(events()).containsExactly("ACCOUNT_CREATED", "PHONE_CHANGED");
	}

	/** They take turns, and none is lost. */
	@Test
	void changeWhenManyExpectAnyVersionThenAllChange() throws Exception {
		List<ChangeResult> results = atOnce((i) -> this.lifecycle.change(this.id, (version) -> true,
				(account) -> account.withPhone(new PhoneNumber("+49301234" + i)), ADMIN));
		assertThat(results).allSatisfy((result) -> assertThat(result).isInstanceOf(Changed.class));
		assertThat(account().version()).isEqualTo(CROWD);
	}

	@Test
	void changeWhenManyAccountsWantOneAddressThenExactlyOneGetsIt() throws Exception {
		EmailAddress wanted = newAddress();
		List<AccountId> ids = Stream.generate(this.service::newAccount)
			.limit(CROWD)
			.map((each) -> accounts().find(EmailAddress.parse(each)).orElseThrow().id())
			.toList();
		List<ChangeResult> results = atOnce((i) -> this.lifecycle.change(ids.get(i), (version) -> true,
				(account) -> account.withEmail(wanted), ADMIN));
		assertThat(results).filteredOn(Changed.class::isInstance).hasSize(1);
		assertThat(results).filteredOn(EmailTaken.class::isInstance).hasSize(CROWD - 1);
	}

	@Test
	void changeWhenDisabledThenItsSessionsEndAndEnablingRevivesNone() {
		String token = login(this.email);
		change(AccountEdit.of(AccountStatus.DISABLED));
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(askForPasscode(this.email).status()).isEqualTo(401);
		change(AccountEdit.of(AccountStatus.ACTIVE));
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(this.service.renew(token, MAC).status()).isEqualTo(401);
		assertThat(this.service.verify(login(this.email), MAC).status()).isEqualTo(200);
		assertThat(events()).containsSubsequence("ACCOUNT_DISABLED", "ACCOUNT_ENABLED");
	}

	@Test
	void changeWhenTheAddressIsOtherThenItsSessionsEnd() {
		String token = login(this.email);
		EmailAddress address = newAddress();
		change((account) -> account.withEmail(address));
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(askForPasscode(this.email).status()).isEqualTo(401);
		assertThat(this.service.verify(login(address.value()), MAC).status()).isEqualTo(200);
	}

	/** Who reads the mail of the old address must not get in with the new one. */
	@Test
	void changeWhenTheAddressIsOtherThenAPasscodeMailedBeforeIsWorthless() {
		String passcode = this.service.passcode(this.email, MAC);
		EmailAddress address = newAddress();
		change((account) -> account.withEmail(address));
		assertThat(this.service.login(address.value(), MAC, passcode).status()).isEqualTo(401);
	}

	@Test
	void changeWhenTheAddressIsOtherThenTheOldAddressIsTold() {
		EmailAddress address = newAddress();
		change((account) -> account.withEmail(address));
		await().untilAsserted(() -> assertThat(this.service.mailsTo(this.email)).hasSize(1));
		assertThat(this.service.mailsTo(address.value())).isEmpty();
	}

	@Test
	void changeWhenThePhoneIsOtherThenItsSessionsGoOn() {
		String token = login(this.email);
		change((account) -> account.withPhone(new PhoneNumber("+4930123456")));
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(200);
	}

	@Test
	void eraseWhenTheAccountWasUsedThenOnlyEventsNameItsId() {
		String token = login(this.email);
		String ended = login(this.email);
		this.service.logout(ended, MAC);
		this.service.passcode(this.email, MAC);
		this.service.post("/passcode",
				"{" + TestService.credentials(this.email, MAC).replace(TestService.PASSWORD, "a wrong password") + "}");
		this.service.context().getBean(Notices.class).add(this.id, NoticeKind.WRONG_PLACE, DEVICE, Instant.EPOCH);
		assertThat(rowsOfTheAccount()).contains("notice", "session", "guess", "known_place", "mail_pace", "passcode");
		assertThat(this.lifecycle.erase(this.id, ADMIN)).isTrue();
		assertThat(rowsOfTheAccount()).containsOnly("audit_event");
		assertThat(addressesIn("account", "session")).isZero();
		assertThat(events()).endsWith("ACCOUNT_DELETED", "SESSION_ENDED");
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(this.service.renew(token, MAC).status()).isEqualTo(401);
		assertThat(askForPasscode(this.email).status()).isEqualTo(401);
		assertThat(this.lifecycle.erase(this.id, ADMIN)).isFalse();
	}

	@Test
	void eraseWhenManyDoItThenOneErases() throws Exception {
		assertThat(atOnce((i) -> this.lifecycle.erase(this.id, ADMIN))).containsOnlyOnce(true);
		assertThat(events()).containsOnlyOnce("ACCOUNT_DELETED");
	}

	/** A login may have read the account before. */
	@Test
	void eraseWhenALoginIsUnderWayThenItsSessionHasEndedBeforeItBegins() {
		Account account = account();
		this.lifecycle.erase(this.id, ADMIN);
		String token = this.service.context()
			.getBean(TokenForm.class)
			.write(this.service.context().getBean(Sessions.class).open(account, DEVICE, false).token());
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(this.service.context().getBean(AccountSessions.class).list(this.id)).isEmpty();
		assertThat(this.creds.queryForList("select end_reason from session where email = ?", String.class, this.email))
			.containsExactly("ACCOUNT_CHANGED");
	}

	@Test
	void eraseWhenTheAddressIsUsedAgainThenItIsAnotherAccount() {
		this.lifecycle.erase(this.id, ADMIN);
		Answer created = this.service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD),
				this.service.adminKey());
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.text("id")).isNotEqualTo(this.id.toString());
		assertThat(this.service.verify(login(this.email), MAC).status()).isEqualTo(200);
	}

	private ChangeResult change(UnaryOperator<Account> change) {
		return this.lifecycle.change(this.id, (version) -> true, change, ADMIN);
	}

	private Accounts accounts() {
		return this.service.context().getBean(Accounts.class);
	}

	private Account account() {
		return accounts().find(this.id).orElseThrow();
	}

	private static EmailAddress newAddress() {
		return EmailAddress.parse("user-" + UUID.randomUUID() + "@example.org");
	}

	private String login(String email) {
		return this.service.login(email, MAC, this.service.passcode(email, MAC)).text("token");
	}

	private Answer askForPasscode(String email) {
		return this.service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}");
	}

	private <T> List<T> atOnce(Work<T> work) throws Exception {
		CyclicBarrier together = new CyclicBarrier(CROWD);
		List<Callable<T>> all = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			int number = i;
			all.add(() -> {
				together.await();
				return work.run(number);
			});
		}
		List<T> results = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(CROWD)) {
			for (Future<T> result : threads.invokeAll(all)) {
				results.add(result.get());
			}
		}
		return results;
	}

	private List<String> events() {
		return this.creds.queryForList("select event, account_id from audit_event order by id")
			.stream()
			.filter((row) -> isTheAccount(row.get("account_id")))
			.map((row) -> Objects.toString(row.get("event")))
			.filter((event) -> !event.startsWith("PASSCODE") && !event.startsWith("LOG"))
			.toList();
	}

	/** The tables of both stores with rows of the account. */
	private List<String> rowsOfTheAccount() {
		return Stream.concat(
				Stream.of("account", "session", "notice", "audit_event").filter((table) -> hasRows(this.creds, table)),
				Stream.of("passcode", "mail_pace", "passcode_failures", "guess", "known_place")
					.filter((table) -> hasRows(this.passcodes, table)))
			.toList();
	}

	private boolean hasRows(JdbcTemplate database, String table) {
		String column = table.equals("account") ? "id" : "account_id";
		return database.queryForList("select " + column + " from " + table)
			.stream()
			.anyMatch((row) -> isTheAccount(row.get(column)));
	}

	private int addressesIn(String... tables) {
		return Stream.of(tables)
			.mapToInt((table) -> this.creds.queryForList("select email from " + table + " where email = ?", this.email)
				.size())
			.sum();
	}

	/** PostgreSQL has a type for it, SQLite has bytes. */
	private boolean isTheAccount(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			return new UUID(buffer.getLong(), buffer.getLong()).equals(this.id.value());
		}
		return this.id.value().equals(value);
	}

	private interface Work<T> {

		T run(int number) throws Exception;

	}

}
