package io.hellwall.admin;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Accounts are searched, changed and erased over HTTP. */
@EachStore
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class AccountChangeTest {

	private static final String ANY = "*";

	@Parameter
	TestStore store;

	private TestService service;

	private String email;

	private String path;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.email = this.service.newAccount();
		this.path = "/admin/accounts/" + found("?email=" + this.email).getFirst();
	}

	@Test
	void changeWhenTheETagIsTheAccountsThenChangesAndGivesTheNextOne() {
		Answer before = this.service.get(this.path, this.service.adminKey());
		Answer changed = patch("{\"phone\":\"0049 30 123456\",\"binding\":\"prefix\",\"language\":\"de\"}",
				before.header("ETag"));
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.text("phone")).isEqualTo("+4930123456");
		assertThat(changed.text("binding")).isEqualTo("prefix");
		assertThat(changed.text("language")).isEqualTo("de");
		assertThat(changed.text("email")).isEqualTo(this.email);
		assertThat(changed.header("ETag")).isNotEqualTo(before.header("ETag"));
		Answer after = this.service.get(this.path, this.service.adminKey());
		assertThat(after.body()).isEqualTo(changed.body());
		assertThat(after.header("ETag")).isEqualTo(changed.header("ETag"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			"1"           ; 412
			W/"0"         ; 412
			0             ; 412
			""            ; 412
			"0x"          ; 412
			"5", "6"      ; 412
			"0"           ; 200
			*             ; 200
			"5" ,"0","6"  ; 200
			""")
	void changeWhenIfMatchIsSentThenOneOfItsTagsMustBeTheAccounts(String ifMatch, int status) {
		Answer answer = patch("{\"status\":\"disabled\"}", ifMatch);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 412) {
			assertThat(answer.problem()).isEqualTo("precondition-failed");
			assertThat(this.service.get(this.path, this.service.adminKey()).text("status")).isEqualTo("active");
		}
	}

	@Test
	void changeWhenThereIsNoIfMatchThenRequired() {
		Answer answer = this.service.send(request("{\"status\":\"disabled\"}").build());
		assertThat(answer.status()).isEqualTo(428);
		assertThat(answer.problem()).isEqualTo("precondition-required");
		assertThat(this.service.get(this.path, this.service.adminKey()).text("status")).isEqualTo("active");
	}

	@Test
	void changeWhenManySendTheSameETagThenOneChangesAndTheOthersAreTold() throws Exception {
		List<Callable<Answer>> many = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			String body = "{\"phone\":\"+49301234" + i + "\"}";
			many.add(() -> patch(body, "\"0\""));
		}
		List<Integer> statuses = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(many.size())) {
			for (Future<Answer> answer : threads.invokeAll(many)) {
				statuses.add(answer.get().status());
			}
		}
		assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
	}

	@Test
	void changeWhenThePhoneIsEmptyThenTheAccountHasNone() {
		patch("{\"phone\":\"+4930123456\"}", ANY);
		assertThat(patch("{\"status\":\"disabled\",\"phone\":null}", ANY).text("phone")).isEqualTo("+4930123456");
		assertThat(patch("{\"phone\":\"\"}", ANY).json().has("phone")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"email\":null,\"status\":null}", "{\"email\":\"\"}", "{\"email\":\"nobody\"}",
			"{\"phone\":\"x\"}", "{\"status\":\"ACTIVE\"}", "{\"status\":\"\"}", "{\"status\":1}",
			"{\"binding\":\"no\"}", "{\"language\":\"nl\"}", "{\"password\":\"correct horse battery staple\"}",
			"{\"version\":1}", "{\"id\":\"00000000-0000-4000-8000-000000000000\"}", "[]", "", "null" })
	void changeWhenTheBodyIsNotValidThenInvalidAndUnchanged(String body) {
		Answer answer = patch(body, ANY);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(this.service.get(this.path, this.service.adminKey()).header("ETag")).isEqualTo("\"0\"");
	}

	@Test
	void changeWhenTheAddressIsTakenThenConflict() {
		String taken = this.service.newAccount();
		Answer answer = patch("{\"email\":\"%s\"}".formatted(taken.toUpperCase(Locale.ROOT)), ANY);
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.problem()).isEqualTo("conflict");
		assertThat(answer.body()).doesNotContainIgnoringCase(taken);
	}

	@Test
	void deleteWhenDoneThenNotFoundAndTheAddressIsFree() {
		assertThat(this.service.delete(this.path, this.service.adminKey()).status()).isEqualTo(204);
		for (Answer answer : List.of(this.service.delete(this.path, this.service.adminKey()),
				this.service.get(this.path, this.service.adminKey()), patch("{\"status\":\"active\"}", ANY),
				this.service.get(this.path + "/sessions", this.service.adminKey()))) {
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.problem()).isEqualTo("not-found");
		}
		assertThat(found("?email=" + this.email)).isEmpty();
		assertThat(this.service
			.post("/admin/accounts",
					"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD),
					this.service.adminKey())
			.status()).isEqualTo(201);
	}

	@Test
	void anyCallWhenThereIsNoKeyThenUnauthorizedAndUnchanged() {
		assertThat(this.service.delete(this.path).status()).isEqualTo(401);
		assertThat(this.service.get("/admin/stats").status()).isEqualTo(401);
		assertThat(this.service
			.send(HttpRequest.newBuilder(this.service.uri(this.path))
				.header("Content-Type", "application/json")
				.header("If-Match", ANY)
				.method("PATCH", BodyPublishers.ofString("{\"status\":\"disabled\"}"))
				.build())
			.status()).isEqualTo(401);
		assertThat(this.service.get(this.path, this.service.adminKey()).text("status")).isEqualTo("active");
	}

	@Test
	void listWhenSearchedThenHasWhatIsAskedForInThatOrder() {
		String domain = UUID.randomUUID() + ".example.org";
		for (String name : List.of("c", "a", "b")) {
			create(name + "@" + domain);
		}
		assertThat(addresses("?email=" + domain)).containsExactly("a@" + domain, "b@" + domain, "c@" + domain);
		assertThat(addresses("?sort=-email&email=" + domain)).startsWith("c@" + domain);
		assertThat(addresses("?email=B%40" + domain)).containsExactly("b@" + domain);
		String id = found("?email=b@" + domain).getFirst();
		this.path = "/admin/accounts/" + id;
		patch("{\"status\":\"disabled\"}", ANY);
		assertThat(found("?status=disabled&email=" + domain)).containsExactly(id);
		assertThat(found("?status=active&email=" + domain)).hasSize(2).doesNotContain(id);
		Answer page = list("?limit=2&email=" + domain);
		assertThat(page.json().path("accounts").size()).isEqualTo(2);
		assertThat(addresses("?limit=2&email=" + domain + "&after=" + page.text("next")))
			.containsExactly("c@" + domain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "email=", "email=a%20b", "email=%00", "status=on", "sort=phone", "limit=0", "limit=501",
			"limit=-1", "limit=x", "limit=99999999999", "after=", "after=alice@example.org", "after=zzzz" })
	void listWhenAParameterIsNotValidThenNamesItWithoutRepeatingIt(String query) {
		Answer answer = list("?" + query);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(answer.text("detail")).startsWith(query.substring(0, query.indexOf('=')) + " must be ");
		assertThat(answer.body()).doesNotContain("alice", "zzzz", "DISABLED");
	}

	private void create(String address) {
		assertThat(this.service
			.post("/admin/accounts", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, TestService.PASSWORD),
					this.service.adminKey())
			.status()).isEqualTo(201);
	}

	private Answer list(String query) {
		return this.service.get("/admin/accounts" + query, this.service.adminKey());
	}

	private List<String> found(String query) {
		return list(query).json().path("accounts").findValuesAsString("id");
	}

	private List<String> addresses(String query) {
		return list(query).json().path("accounts").findValuesAsString("email");
	}

	private Answer patch(String body, String ifMatch) {
		return this.service.send(request(body).header("If-Match", ifMatch).build());
	}

	private HttpRequest.Builder request(String body) {
		return HttpRequest.newBuilder(this.service.uri(this.path))
			.headers(this.service.adminKey())
			.header("Content-Type", "application/json")
			.method("PATCH", BodyPublishers.ofString(body));
	}

}
