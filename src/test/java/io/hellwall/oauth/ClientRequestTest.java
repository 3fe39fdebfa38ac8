package io.hellwall.oauth;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.client.Clients;
import io.hellwall.client.NewClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How requests of clients are read and refused (RFC 6749 §2.3.1, §3.2 and §5.2). */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class ClientRequestTest {

	private static final String GOOD = "token=none&mac=aa:bb:cc:dd:ee:ff";

	private static final String FORM = "application/x-www-form-urlencoded";

	private final TestService service = SharedService.on(TestStore.SQLITE);

	private NewClient client;

	@BeforeEach
	void register() {
		this.client = TestClients.add(this.service, true, true);
	}

	/** An unknown client and a wrong secret do not differ. */
	@ParameterizedTest
	@ValueSource(strings = { OAuthPaths.INTROSPECT, OAuthPaths.REVOKE })
	void anyCallWhenTheClientIsNotKnownThenTheSameBytes(String path) {
		String id = this.client.client().id().toString();
		String secret = this.client.secret().text();
		NewClient removed = TestClients.add(this.service, true, true);
		this.service.context().getBean(Clients.class).remove(removed.client().id(), Actor.COMMAND_LINE);
		String other = TestClients.add(this.service, true, true).secret().text();
		List<String[]> headers = List.of(TestClients.basic(id + ":" + other),
				TestClients.basic(UUID.randomUUID() + ":" + secret), TestClients.basic(removed),
				TestClients.basic(id + ":"), TestClients.basic(":" + secret), TestClients.basic(id),
				TestClients.basic(""), TestClients.basic(id + ":" + secret + "%"), TestClients.basic("é:é"),
				TestClients.basic(id + ":" + secret.substring(1)), new String[] { "Authorization", "Basic ?" },
				new String[] { "Authorization", "Basic" }, new String[] { "Authorization", "Bearer " + secret },
				this.service.adminKey(), new String[0]);
		List<String> bodies = List.of("&client_id=" + id + "&client_secret=" + other,
				"&client_id=" + UUID.randomUUID() + "&client_secret=" + secret, "&client_id=" + id,
				"&client_secret=" + secret, "&client_id=" + id + "&client_secret=",
				"&client_id=x&client_secret=" + secret);
		List<Answer> answers = Stream
			.concat(headers.stream().map((header) -> this.service.postForm(path, GOOD, header)),
					bodies.stream().map((body) -> this.service.postForm(path, GOOD + body)))
			.toList();
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\",\"error_description\":"
					+ "\"The client is not registered, or its secret is another one.\"}");
			assertThat(answer.header("Content-Type")).isEqualTo("application/json");
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"hellwall\", charset=\"UTF-8\"");
			assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		});
		assertThat(this.service.postForm(path, GOOD, TestClients.basic(this.client)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mac=aa:bb:cc:dd:ee:ff                      | token is required
					token=&mac=aa:bb:cc:dd:ee:ff               | token is required
					''                                         | token is required
					token=none                                 | mac is required
					token=none&mac=                            | mac is required
					token=none&mac=aa:bb:cc:dd:ee:ff&ip=x      | ip must be an IP address such as 192.0.2.1 or 2001:db8::1
					token=none&mac=aa:bb:cc:dd:ee:ff&ip=192.0.2.7 | ip must be left out, or the caller's network must be in hellwall.trusted-proxies
					token=a&token=a&mac=aa:bb:cc:dd:ee:ff      | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=a&%74oken=b&mac=aa:bb:cc:dd:ee:ff    | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=a&mac=&mac=aa:bb:cc:dd:ee:ff         | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=none&mac                             | mac is required
					token=%FF&mac=aa:bb:cc:dd:ee:ff            | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=a%00&mac=aa:bb:cc:dd:ee:ff           | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=ä&mac=aa:bb:cc:dd:ee:ff              | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=%zz&mac=aa:bb:cc:dd:ee:ff            | The body must be application/x-www-form-urlencoded, with each parameter once.
					token=a&mac=aa:bb:cc:dd:ee:ff&client_secret=x | Authenticate the client in one way only.
					""")
	void introspectWhenAParameterIsWrongThenSaysWhich(String form, String description) {
		Answer answer = this.service.postForm(OAuthPaths.INTROSPECT, form, TestClients.basic(this.client));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("error")).isEqualTo("invalid_request");
		assertThat(answer.text("error_description")).isEqualTo(description);
		assertThat(answer.json().propertyNames()).containsExactly("error", "error_description");
	}

	/** Unknown ones are ignored, whatever they are. */
	@ParameterizedTest
	@ValueSource(strings = { "&", "&&more", "&more=%FF", "&more=%zz", "&more=1&more=2", "&token_type_hint" })
	void introspectWhenAParameterIsUnknownOrHasNoValueThenIgnored(String more) {
		assertThat(this.service.postForm(OAuthPaths.INTROSPECT, GOOD + more, TestClients.basic(this.client)).body())
			.isEqualTo("{\"active\":false}");
	}

	@Test
	void revokeWhenAParameterIsWrongThenSaysWhich() {
		for (String form : List.of("", "token=", "mac=a", "token_type_hint=access_token")) {
			Answer answer = this.service.postForm(OAuthPaths.REVOKE, form, TestClients.basic(this.client));
			assertThat(answer.text("error_description")).as(form).isEqualTo("token is required");
		}
		assertThat(this.service.postForm(OAuthPaths.REVOKE, "token=a&token=a", TestClients.basic(this.client))
			.text("error")).isEqualTo("invalid_request");
	}

	/** What stands in the address is in logs of proxies. */
	@Test
	void anyCallWhenAParameterIsInTheAddressThenDoesNotCount() {
		String query = "?" + GOOD + "&client_id=" + this.client.client().id() + "&client_secret="
				+ this.client.secret().text();
		assertThat(this.service.postForm(OAuthPaths.INTROSPECT + query, GOOD).text("error"))
			.isEqualTo("invalid_client");
		assertThat(this.service.postForm(OAuthPaths.INTROSPECT + query, "", TestClients.basic(this.client))
			.text("error_description")).isEqualTo("token is required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/plain", "multipart/form-data; boundary=x", "x", "*/*",
			FORM + "; charset=utf-16", FORM + "; charset=x" })
	void anyCallWhenTheBodyIsNoFormThenRefused(String type) {
		for (String path : List.of(OAuthPaths.INTROSPECT, OAuthPaths.REVOKE)) {
			Answer answer = post(path, type, GOOD);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.text("error")).isEqualTo("invalid_request");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded; charset=\"utf-8\"" })
	void anyCallWhenTheBodyIsAFormThenRead(String type) {
		assertThat(post(OAuthPaths.INTROSPECT, type, GOOD).body()).isEqualTo("{\"active\":false}");
	}

	@Test
	void anyCallWhenItIsNoRequestOfAClientAtAllThenRefusedAsEverywhere() {
		for (String path : List.of(OAuthPaths.INTROSPECT, OAuthPaths.REVOKE)) {
			Answer get = this.service.get(path + "?" + GOOD, TestClients.basic(this.client));
			assertThat(get.status()).isEqualTo(405);
			assertThat(get.header("Allow")).isEqualTo("POST");
			Answer large = this.service.postForm(path, GOOD + "&more=" + "a".repeat(16 * 1024),
					TestClients.basic(this.client));
			assertThat(large.problem()).isEqualTo("content-too-large");
			assertThat(this.service.postForm(path, GOOD, "Accept", "text/html").problem()).isEqualTo("not-acceptable");
		}
	}

	private Answer post(String path, String type, String body) {
		return this.service.send(HttpRequest.newBuilder(this.service.uri(path))
			.headers(TestClients.basic(this.client))
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString(body))
			.build());
	}

}
