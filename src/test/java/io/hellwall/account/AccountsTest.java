package io.hellwall.account;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.password.CheapHashes;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordHashes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** How accounts are kept, and what it costs to ask for one. */
@EachStore
class AccountsTest {

	private static final String MAC = TestService.MAC;

	private static final EmailAddress NOBODY = EmailAddress.parse("nobody@example.org");

	private static final Password PASSWORD = Password.parse(TestService.PASSWORD);

	private static final Password WRONG = Password.parse("correct horse battery stable");

	static TestService service;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, CheapHashes.OFF);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@Test
	void createWhenPasswordIsValidThenStoresItsArgon2idHash() {
		String email = service.newAccount();
		String other = service.newAccount();
		String form = "\\{argon2}\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}";
		assertThat(hash(service, email)).matches(form).isNotEqualTo(hash(service, other));
		assertThat(hash(service, other)).matches(form);
	}

	@Test
	void authenticateWhenAnybodyAsksThenRunsOneHash() {
		EmailAddress email = EmailAddress.parse(service.newAccount());
		EmailAddress disabled = EmailAddress.parse(service.newAccount());
		creds(service).update("update account set status = 'DISABLED' where email = ?", disabled.value());
		assertThat(hashesOf(email, PASSWORD)).isEqualTo(1);
		assertThat(hashesOf(email, WRONG)).isEqualTo(1);
		assertThat(hashesOf(NOBODY, PASSWORD)).isEqualTo(1);
		assertThat(hashesOf(disabled, PASSWORD)).isEqualTo(1);
	}

	@Test
	void authenticateWhenThereIsNoAccountThenNoPasswordMatches() {
		Accounts accounts = service.context().getBean(Accounts.class);
		assertThat(accounts.authenticate(accounts.candidate(NOBODY), Password.parse("nobody has this password"), null))
			.isEmpty();
	}

	/** As a version made it that did not fold a ligature. */
	@Test
	void authenticateWhenTheHashIsOfAnEarlierFormThenMatches() {
		EmailAddress email = EmailAddress.parse(service.newAccount());
		String typed = "correct horse battery sta\ufb04le";
		Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id, 16, 32);
		creds(service).update("update account set password_hash = ? where email = ?",
				"{argon2}" + argon2.hash(2, 19456, 1, typed.getBytes(StandardCharsets.UTF_8)), email.value());
		Accounts accounts = service.context().getBean(Accounts.class);
		assertThat(accounts.authenticate(accounts.candidate(email), Password.parse(typed), null)).isPresent();
		assertThat(accounts.authenticate(accounts.candidate(email), WRONG, null)).isEmpty();
		assertThat(hashesOf(email, Password.parse(typed))).isEqualTo(hashesOf(NOBODY, Password.parse(typed)))
			.isEqualTo(2);
	}

	/** RFC 9562: accounts have version 4. */
	@Test
	void candidateWhenThereIsNoAccountThenHasAnIdOfItsOwn() {
		Accounts accounts = service.context().getBean(Accounts.class);
		Candidate nobody = accounts.candidate(NOBODY);
		assertThat(nobody.id()).isEqualTo(nobody.shadow())
			.isEqualTo(accounts.candidate(EmailAddress.parse("NOBODY@Example.org")).id())
			.isNotEqualTo(accounts.candidate(EmailAddress.parse("nobody2@example.org")).id());
		EmailAddress email = EmailAddress.parse(service.newAccount());
		Candidate somebody = accounts.candidate(email);
		assertThat(somebody.id()).isEqualTo(accounts.find(email).orElseThrow().id()).isNotEqualTo(somebody.shadow());
		for (Candidate candidate : List.of(nobody, somebody)) {
			assertThat(candidate.shadow().value().version()).isEqualTo(8);
			assertThat(candidate.shadow().value().variant()).isEqualTo(2);
		}
		assertThat(somebody.id().value().version()).isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource({ "+49 30 123456, 202", "0049-30-123456, 202", ", 202", "+49 30 123457, 401", "030 123456, 401" })
	void authenticateWhenAPhoneIsGivenThenItMustBeTheStoredOne(@Nullable String named, int status) {
		String email = "phone-" + UUID.randomUUID() + "@example.org";
		service.post("/admin/accounts", "{\"email\":\"%s\",\"password\":\"%s\",\"phone\":\"+49 30 123456\"}"
			.formatted(email, TestService.PASSWORD), service.adminKey());
		String phone = (named != null) ? ",\"phone\":\"" + named + "\"" : "";
		assertThat(service.post("/passcode", "{" + TestService.credentials(email, MAC) + phone + "}").status())
			.isEqualTo(status);
	}

	@Test
	void createWhenTheAddressIsTakenInAnotherSpellingThenRefuses() {
		Accounts accounts = service.context().getBean(Accounts.class);
		assertThat(accounts.create(EmailAddress.parse("Bob@Example.org"), PASSWORD, null, Actor.HOLDER))
			.isInstanceOf(CreateResult.Created.class);
		assertThat(accounts.create(EmailAddress.parse("bOB@example.ORG"), PASSWORD, null, Actor.HOLDER))
			.isInstanceOf(CreateResult.EmailTaken.class);
	}

	@Test
	void loginWhenHashParametersGrewThenRehashesAndSessionsGoOn(@TempDir Path folder) {
		String email;
		String token;
		Map<String, @Nullable Object> before;
		List<String> settings = new ArrayList<>(List.of(this.store.settings()));
		settings.add(CheapHashes.OFF);
		try (TestService older = TestService.start(folder, settings.toArray(String[]::new))) {
			email = older.newAccount();
			token = older.login(email, MAC, older.passcode(email, MAC)).text("token");
			before = row(older, email);
		}
		settings.add("hellwall.password.argon2-iterations=3");
		try (TestService newer = TestService.start(folder, settings.toArray(String[]::new))) {
			newer.clock().advance(Duration.ofHours(1));
			String passcode = newer.passcode(email, MAC);
			assertThat(newer.login(email, MAC, "AAAAAA").status()).isEqualTo(401);
			assertThat(hash(newer, email)).isEqualTo(before.get("password_hash"));
			assertThat(newer.login(email, MAC, passcode).status()).isEqualTo(200);
			Map<String, @Nullable Object> after = row(newer, email);
			assertThat(after.get("password_hash")).asString().startsWith("{argon2}$argon2id$v=19$m=19456,t=3,p=1$");
			assertThat(after.get("credential_fingerprint")).isEqualTo(before.get("credential_fingerprint"));
			assertThat(newer.verify(token, MAC).text("status")).isEqualTo("renew");
			newer.clock().advance(Duration.ofMinutes(1));
			assertThat(newer.login(email, MAC, newer.passcode(email, MAC)).status()).isEqualTo(200);
			assertThat(hash(newer, email)).isEqualTo(after.get("password_hash"));
		}
	}

	@Test
	void loginWhenThePasswordIsExpiredThenWantsAnotherOneFirst() {
		String email = service.newAccount();
		creds(service).update("update account set password_expired = 1 where email = ?", email);
		String passcode = service.passcode(email, MAC);
		assertThat(service.login(email, MAC, "AAAAAA").problem()).isEqualTo("invalid-credentials");
		Answer refused = service.login(email, MAC, passcode);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.problem()).isEqualTo("password-change-required");
		assertThat(service.login(email, MAC, passcode).problem()).as("the passcode is spent")
			.isEqualTo("invalid-credentials");
		String next = service.passcode(email, MAC);
		assertThat(service.pipe(service.loginPort(), String.join("|", MAC, email, "", TestService.PASSWORD, next)))
			.isEqualTo("False");
		assertThat(creds(service).queryForObject("select count(*) from session where email = ?", Integer.class, email))
			.isZero();
		creds(service).update("update account set password_expired = 0 where email = ?", email);
		assertThat(service.login(email, MAC, service.passcode(email, MAC)).status()).isEqualTo(200);
	}

	/** Only of the configured cost: what is no such hash is refused without work. */
	private static int hashesOf(EmailAddress email, Password password) {
		PasswordHashes hashes = service.context().getBean(PasswordHashes.class);
		Argon2 argon2 = (Argon2) Objects.requireNonNull(ReflectionTestUtils.getField(hashes, "argon2"));
		AtomicInteger count = new AtomicInteger();
		InvocationHandler counting = (proxy, method, args) -> {
			if (method.getName().equals("hash") || (method.getName().equals("verify")
					&& args[0].toString().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"))) {
				count.incrementAndGet();
			}
			return method.invoke(argon2, args);
		};
		ReflectionTestUtils.setField(hashes, "argon2",
				Proxy.newProxyInstance(Argon2.class.getClassLoader(), new Class<?>[] { Argon2.class }, counting));
		try {
			Accounts accounts = service.context().getBean(Accounts.class);
			accounts.authenticate(accounts.candidate(email), password, null);
			return count.get();
		}
		finally {
			ReflectionTestUtils.setField(hashes, "argon2", argon2);
		}
	}

	private static String hash(TestService of, String email) {
		return String.valueOf(row(of, email).get("password_hash"));
	}

	private static Map<String, @Nullable Object> row(TestService of, String email) {
		return creds(of).queryForMap("select password_hash, credential_fingerprint from account where email = ?",
				email);
	}

	private static JdbcTemplate creds(TestService of) {
		return new JdbcTemplate(of.context().getBean(DataSource.class));
	}

}
