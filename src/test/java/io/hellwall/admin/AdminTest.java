package io.hellwall.admin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Accounts are made, listed and found over HTTP, with the admin key and not without. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class AdminTest {

	private static final int PAGE = 100;

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Bearer wrong", "Basic {key}", "{key}", "Bearer {key}x",
			"Bearer x{key}", "Bearer{key}", "Bearer {key},", "Bearer {key} {key}", "Token {key}", "Bearer \"{key}\"" })
	void anyCallWhenAnotherKeyThenUnauthorized(String authorization) {
		String key = service.adminKey()[1].substring("Bearer ".length());
		assertUnauthorized("Authorization", authorization.replace("{key}", key));
	}

	@Test
	void anyCallWhenNoKeyThenUnauthorized() {
		assertUnauthorized();
		assertUnauthorized("X-Api-Key", service.adminKey()[1]);
	}

	/** RFC 6750 §3.1: an error is for a request that bears a token, here a key. */
	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			none,             'Bearer realm="hellwall"'
			Basic YTpi,       'Bearer realm="hellwall"'
			Bearer wrong,     'Bearer realm="hellwall", error="invalid_token"'
			bearer wrong,     'Bearer realm="hellwall", error="invalid_token"'
			Bearer,           'Bearer realm="hellwall", error="invalid_token"'
			""")
	void challengeWhenThereIsNoKeyThenNamesNoError(@Nullable String authorization, String challenge) {
		String[] headers = (authorization != null) ? new String[] { "Authorization", authorization } : new String[0];
		Answer answer = service.get("/admin/accounts", headers);
		assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
		assertThat(answer.body()).isEqualTo(service.get("/admin/accounts", "Authorization", "Bearer wrong").body());
	}

	private static void assertUnauthorized(String... headers) {
		String email = newAddress();
		List<Answer> answers = List.of(service.get("/admin/accounts", headers),
				service.get("/admin/accounts/" + UUID.randomUUID(), headers),
				service.post("/admin/accounts", account(email, TestService.PASSWORD), headers),
				service.post("/admin/accounts", "{}", headers), service.get("/admin/nothing", headers));
		for (Answer answer : answers) {
			assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo("unauthorized");
			assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
			assertThat(answer.body()).isEqualTo(answers.getFirst().body());
		}
		assertThat(create(email, TestService.PASSWORD).status()).isEqualTo(201);
	}

	@Test
	void schemeWhenInLowerCaseThenAccepted() {
		assertThat(service.get("/admin/accounts", "Authorization", service.adminKey()[1].replace("Bearer", "bearer"))
			.status()).isEqualTo(200);
	}

	@Test
	void createWhenNewThenFoundAtLocation() {
		String email = newAddress();
		Answer created = service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\",\"phone\":\"0049 30 123456\"}".formatted(email,
						TestService.PASSWORD),
				service.adminKey());
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.text("email")).isEqualTo(email);
		assertThat(created.header("Location")).isEqualTo("/admin/accounts/" + created.text("id"));
		assertThat(created.json().propertyNames()).containsExactly("id", "email");
		Answer found = service.get(created.header("Location"), service.adminKey());
		assertThat(found.status()).isEqualTo(200);
		assertThat(found.text("id")).isEqualTo(created.text("id"));
		assertThat(found.text("email")).isEqualTo(email);
		assertThat(found.text("phone")).isEqualTo("+4930123456");
		assertThat(found.text("status")).isEqualTo("active");
		assertThat(found.text("createdAt")).isEqualTo(service.clock().instant().toString());
		assertThat(found.json().path("version").asInt(-1)).isZero();
		assertThat(found.header("ETag")).isEqualTo("\"0\"");
		assertThat(found.json().propertyNames()).containsExactlyInAnyOrder("id", "email", "phone", "status",
				"createdAt", "version");
	}

	@ParameterizedTest
	@CsvSource({ "Case.%s@Example.ORG,case.%s@example.org", "a.%s@B\u00dcCHER.example,a.%s@xn--bcher-kva.example",
			"b.%s@example\u3002org,b.%s@example.org" })
	void createWhenAddressIsTakenInAnotherSpellingThenConflict(String first, String second) {
		String name = UUID.randomUUID().toString();
		assertThat(create(first.formatted(name), TestService.PASSWORD).status()).isEqualTo(201);
		for (String spelling : List.of(first, second)) {
			Answer answer = create(spelling.formatted(name), TestService.PASSWORD);
			assertThat(answer.status()).isEqualTo(409);
			assertThat(answer.problem()).isEqualTo("conflict");
			assertThat(answer.body()).doesNotContain(name);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "fourteen chars", "x", "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00",
			"e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301" })
	void createWhenPasswordTooShortThenSaysHowLong(String password) {
		Answer answer = create(newAddress(), password);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(answer.text("detail")).isEqualTo("password needs 15 or more characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "123456789012345678", "qwertyuiopasdfg" })
	void createWhenPasswordTooCommonThenRefused(String password) {
		Answer answer = create(newAddress(), password);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("detail")).startsWith("password is one of those");
	}

	@Test
	void createWhenPasswordIsTheAddressThenRefused() {
		Answer answer = create("florentine.mueller@example.org", "florentine.mueller");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("detail")).startsWith("password repeats the mail address");
		assertThat(create("florentine.mueller@example.org", "florentine.mueller@example.org").status()).isEqualTo(400);
	}

	@Test
	void createWhenManyAtOnceThenExactlyOne() throws InterruptedException, ExecutionException {
		String email = newAddress();
		CountDownLatch go = new CountDownLatch(1);
		List<Future<Answer>> answers = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 50; i++) {
				String spelling = (i % 2 == 0) ? email : "User" + email.substring(4);
				answers.add(threads.submit(() -> {
					go.await();
					return create(spelling, TestService.PASSWORD);
				}));
			}
			go.countDown();
		}
		List<Integer> statuses = new ArrayList<>();
		for (Future<Answer> answer : answers) {
			statuses.add(answer.get().status());
		}
		assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
		assertThat(addresses()).filteredOn(email::equalsIgnoreCase).hasSize(1);
	}

	/** As a client that was made of the API document sends it: there is no other body. */
	@ParameterizedTest
	@ValueSource(strings = { "", "/guesses", "/sessions", "/sessions/00000000-0000-0000-0000-000000000000",
			"/password-reset" })
	void anyCallWhenItsSuccessHasNoBodyThenAProblemIsEnoughToAccept(String path) {
		String call = "/admin/accounts/00000000-0000-0000-0000-000000000000" + path;
		for (String type : List.of("application/problem+json", "application/json")) {
			String[] headers = { "Authorization", service.adminKey()[1], "Accept", type };
			Answer answer = path.equals("/password-reset") ? service.post(call, "", headers)
					: service.delete(call, headers);
			assertThat(answer.status()).as(type).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/admin/accounts/00000000-0000-0000-0000-000000000000,404", "/admin/accounts/nobody,400",
			"/admin/accounts?after=nobody,400", "/admin/nothing,404" })
	void findWhenThereIsNoneThenSaysSo(String path, int status) {
		Answer answer = service.get(path, service.adminKey());
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.problem()).isEqualTo((status == 404) ? "not-found" : "invalid-request");
		assertThat(answer.body()).doesNotContain("nobody");
	}

	@Test
	void listWhenManyPagesThenGivesEveryAccountOnceInOrder() throws SQLException {
		List<String> created = new ArrayList<>();
		assertThat(create("page-000@example.org", TestService.PASSWORD).status()).isEqualTo(201);
		try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + service.dataDir().resolve("op_creds.db"));
				Statement statement = store.createStatement()) {
			for (int i = 1; i <= PAGE; i++) {
				String email = "page-%03d@example.org".formatted(i);
				created.add(email);
				// Of the same password: a hundred more hashes would take long.
				statement.executeUpdate(
						"""
								insert into account (id, email, email_key, phone, password_hash, credential_fingerprint, status, created_at)
								select randomblob(16), '%s', '%s', phone, password_hash, credential_fingerprint, status, created_at
								from account where email_key = 'page-000@example.org'"""
							.formatted(email, email));
			}
		}
		assertThat(addresses()).containsAll(created)
			.doesNotHaveDuplicates()
			.isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
	}

	/** All of them, page by page. */
	private static List<String> addresses() {
		List<String> all = new ArrayList<>();
		String next = "/admin/accounts";
		while (true) {
			JsonNode page = service.get(next, service.adminKey()).json();
			assertThat(page.path("accounts").size()).isLessThanOrEqualTo(PAGE);
			page.path("accounts").forEach((account) -> all.add(account.path("email").asString()));
			if (!page.has("next")) {
				return all;
			}
			next = "/admin/accounts?after=" + page.path("next").asString();
		}
	}

	private static Answer create(String email, String password) {
		return service.post("/admin/accounts", account(email, password), service.adminKey());
	}

	private static String account(String email, String password) {
		return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
	}

	private static String newAddress() {
		return "user-" + UUID.randomUUID() + "@example.org";
	}

}
