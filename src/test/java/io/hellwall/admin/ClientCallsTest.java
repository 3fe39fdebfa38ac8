package io.hellwall.admin;

import java.util.List;
import java.util.UUID;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients are registered, listed and removed over HTTP. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class ClientCallsTest {

	private static final String PATH = "/admin/clients";

	private final TestService service = SharedService.on(TestStore.SQLITE);

	@Test
	void createWhenValidThenKnownAtTheNextRequestUntilRemoved() {
		Answer created = create("{\"name\":\"the shop\",\"mayIntrospect\":true,\"mayRevoke\":false}");
		assertThat(created.status()).isEqualTo(201);
		String id = created.text("id");
		assertThat(created.header("Location")).isEqualTo(PATH + "/" + id);
		assertThat(introspect(id, created.text("secret"))).isEqualTo(200);
		Answer list = this.service.get(PATH, this.service.adminKey());
		assertThat(list.body()).doesNotContain(created.text("secret"), "hellwall_client_");
		JsonNode listed = list.json()
			.path("clients")
			.valueStream()
			.filter((client) -> client.path("id").asString().equals(id))
			.findFirst()
			.orElseThrow();
		assertThat(listed.toString()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"the shop\",\"mayIntrospect\":true,"
				+ "\"mayRevoke\":false,\"createdAt\":\"" + created.text("createdAt") + "\"}");
		assertThat(this.service.delete(PATH + "/" + id, this.service.adminKey()).status()).isEqualTo(204);
		assertThat(introspect(id, created.text("secret"))).isEqualTo(401);
		assertThat(this.service.delete(PATH + "/" + id, this.service.adminKey()).problem()).isEqualTo("not-found");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                                             | mayIntrospect is required
			{"name":"a<b","mayIntrospect":true,"mayRevoke":true}           | name must be 1 to 64 letters
			{"name":"a","mayIntrospect":"yes","mayRevoke":true}            | mayIntrospect has the wrong type
			{"name":"a","mayIntrospect":true}                              | mayRevoke is required
			{"name":"a","mayIntrospect":true,"mayRevoke":true,"secret":"a"} | Send what the contract
			""")
	void createWhenTheBodyIsNotValidThenSaysWhy(String body, String detail) {
		Answer answer = create(body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("detail")).startsWith(detail);
	}

	@Test
	void anyCallWhenThereIsNoKeyThenUnauthorized() {
		List<Answer> answers = List.of(this.service.get(PATH), this.service.post(PATH, "{}"),
				this.service.delete(PATH + "/" + UUID.randomUUID()));
		assertThat(answers).extracting(Answer::status).containsOnly(401);
	}

	/** As a client that was made of the API document sends it: there is no other body. */
	@ParameterizedTest
	@ValueSource(strings = { "application/problem+json", "application/json" })
	void removeWhenOnlyThisTypeIsAcceptedThenRemoved(String type) {
		String id = create("{\"name\":\"the shop\",\"mayIntrospect\":true,\"mayRevoke\":false}").text("id");
		assertThat(this.service.delete(PATH + "/" + id, "Authorization", this.service.adminKey()[1], "Accept", type)
			.status()).isEqualTo(204);
	}

	private Answer create(String body) {
		return this.service.post(PATH, body, this.service.adminKey());
	}

	private int introspect(String id, String secret) {
		return this.service
			.postForm("/oauth2/introspect",
					"token=none&mac=" + TestService.MAC + "&client_id=" + id + "&client_secret=" + secret)
			.status();
	}

}
