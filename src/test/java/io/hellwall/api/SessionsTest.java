package io.hellwall.api;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Holders see their sessions and end them; administrators those of any account. */
@ResourceLock(SharedService.CLOCK)
@EachStore
class SessionsTest {

	private static final String MAC = TestService.MAC;

	private static final String OTHER = "aa:bb:cc:dd:ee:02";

	static TestService service;

	@Parameter
	TestStore store;

	private String email = "";

	private String admin = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.on(store);
	}

	@BeforeEach
	void createAccount() {
		this.email = "user-" + UUID.randomUUID() + "@example.org";
		Answer created = service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD),
				service.adminKey());
		this.admin = created.header("Location") + "/sessions";
	}

	@Test
	void listWhenLoggedInOnTwoDevicesThenNewestFirstAndSaysWhichIsCurrent() {
		Instant first = service.clock().instant();
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(2));
		Answer there = login(OTHER);
		Answer list = list(here.text("token"), MAC);
		assertThat(list.status()).isEqualTo(200);
		assertThat(list.header("Cache-Control")).isEqualTo("no-store");
		JsonNode sessions = list.json().path("sessions");
		assertThat(sessions).hasSize(2);
		assertThat(sessions.path(0).path("id").asString()).isEqualTo(there.text("sessionId"));
		assertThat(sessions.path(0).path("current").asBoolean()).isFalse();
		JsonNode current = sessions.path(1);
		assertThat(current.propertyNames()).containsExactly("id", "mac", "network", "openedAt", "lastSeenAt", "endsAt",
				"current");
		assertThat(current.path("id").asString()).isEqualTo(here.text("sessionId"));
		assertThat(current.path("mac").asString()).isEqualTo(MAC);
		assertThat(current.path("network").asString()).isEqualTo("127.0.0.1/32");
		assertThat(current.path("openedAt").asString()).isEqualTo(first.toString());
		assertThat(current.path("lastSeenAt").asString()).isEqualTo(first.toString());
		assertThat(current.path("endsAt").asString()).isEqualTo(first.plus(Duration.ofDays(30)).toString());
		assertThat(current.path("current").asBoolean()).isTrue();
	}

	@Test
	void listWhenUsedLaterThenSaysWhen() {
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(6));
		service.verify(here.text("token"), MAC);
		Instant used = service.clock().instant();
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(list(here.text("token"), MAC).json().path("sessions").path(0).path("lastSeenAt").asString())
			.isEqualTo(used.toString());
	}

	@Test
	void listWhenTheTokenIsExpiredThenAnswersAndRenewsNothing() {
		String token = login(MAC).text("token");
		service.clock().advance(Duration.ofHours(1));
		assertThat(list(token, MAC).status()).isEqualTo(200);
		Answer renewed = service.verify(token, MAC);
		assertThat(renewed.text("status")).isEqualTo("renew");
		assertThat(list(renewed.text("token"), MAC).status()).isEqualTo(200);
		assertThat(list(token, MAC).problem()).isEqualTo("unauthorized");
		assertThat(service.verify(token, MAC).text("token")).as("is no first use").isEqualTo(renewed.text("token"));
		assertThat(service.verify(renewed.text("token"), MAC).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer {token}x", "Bearer  {token}", "Bearer {token} ,",
			"{token}", "Basic {token}", "Token {token}" })
	void anyCallWhenTheTokenIsMissingOrMalformedThenUnauthorized(String authorization) {
		Answer here = login(MAC);
		String header = authorization.replace("{token}", here.text("token"));
		String[] headers = header.isEmpty() ? new String[] { "X-Device-Mac", MAC }
				: new String[] { "Authorization", header, "X-Device-Mac", MAC };
		for (Answer answer : List.of(service.get("/sessions", headers), service.delete("/sessions", headers),
				service.delete("/sessions/" + here.text("sessionId"), headers))) {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo("unauthorized");
			assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
		}
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(200);
	}

	@Test
	void anyCallWhenTheTokenIsNotGoodHereThenUnauthorized() {
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(1));
		Answer ended = login(OTHER);
		service.logout(ended.text("token"), OTHER);
		for (String[] headers : List.of(bearer(here.text("token"), OTHER), bearer(ended.text("token"), OTHER),
				bearer("0".repeat(64), MAC))) {
			assertThat(service.get("/sessions", headers).status()).isEqualTo(401);
			assertThat(service.delete("/sessions", headers).status()).isEqualTo(401);
			assertThat(service.delete("/sessions/" + here.text("sessionId"), headers).status()).isEqualTo(401);
		}
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "aa:bb:cc:dd:ee, must be a hardware address such as aa:bb:cc:dd:ee:ff", ", is required" })
	void anyCallWhenTheMacIsMissingOrMalformedThenInvalid(String mac, String detail) {
		String token = login(MAC).text("token");
		String[] headers = (mac != null) ? bearer(token, mac) : new String[] { "Authorization", "Bearer " + token };
		Answer answer = service.get("/sessions", headers);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("detail")).isEqualTo("X-Device-Mac " + detail);
	}

	@Test
	void listWhenWrittenInAnotherWayThenIsTheSameTokenAndDevice() {
		String token = login(MAC).text("token").replace("Awfer_hellwall_", "");
		assertThat(
				service.get("/sessions", "authorization", "bearer " + token, "x-device-mac", "AABB.CCDD.EEFF").status())
			.isEqualTo(200);
	}

	@Test
	void endWhenItIsTheAccountsThenItIsOverAndTheOthersGoOn() {
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(1));
		Answer there = login(OTHER);
		String path = "/sessions/" + there.text("sessionId");
		Answer ended = service.delete(path, bearer(here.text("token"), MAC));
		assertThat(ended.status()).isEqualTo(204);
		assertThat(ended.body()).isEmpty();
		assertThat(service.verify(there.text("token"), OTHER).status()).isEqualTo(401);
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(200);
		assertThat(list(here.text("token"), MAC).json().path("sessions")).hasSize(1);
		assertThat(service.delete(path, bearer(here.text("token"), MAC)).problem()).isEqualTo("not-found");
	}

	@Test
	void endWhenItIsTheCurrentOneThenItIsOver() {
		Answer here = login(MAC);
		String[] headers = bearer(here.text("token"), MAC);
		assertThat(service.delete("/sessions/" + here.text("sessionId"), headers).status()).isEqualTo(204);
		assertThat(service.delete("/sessions/" + here.text("sessionId"), headers).status()).isEqualTo(401);
	}

	@Test
	void endWhenItIsAnotherAccountsThenNotFoundAndItGoesOn() {
		String[] headers = bearer(login(MAC).text("token"), MAC);
		String stranger = service.newToken();
		String session = service.verify(stranger, MAC).text("sessionId");
		Answer refused = service.delete("/sessions/" + session, headers);
		assertThat(refused.status()).isEqualTo(404);
		assertThat(refused.body()).isEqualTo(service.delete("/sessions/" + UUID.randomUUID(), headers).body());
		assertThat(service.delete(this.admin + "/" + session, service.adminKey()).status()).isEqualTo(404);
		assertThat(service.verify(stranger, MAC).status()).isEqualTo(200);
		assertThat(service.delete("/sessions/1", headers).problem()).isEqualTo("invalid-request");
	}

	@Test
	void endOthersWhenCalledThenOnlyTheCurrentOneGoesOn() {
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(1));
		Answer there = login(OTHER);
		String stranger = service.newToken();
		assertThat(service.delete("/sessions", bearer(here.text("token"), MAC)).status()).isEqualTo(204);
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(200);
		assertThat(service.verify(there.text("token"), OTHER).status()).isEqualTo(401);
		assertThat(service.verify(stranger, MAC).status()).isEqualTo(200);
		assertThat(service.delete("/sessions", bearer(here.text("token"), MAC)).status()).isEqualTo(204);
	}

	@Test
	void adminWhenListsAndEndsThenTheSessionsAreOver() {
		Answer here = login(MAC);
		service.clock().advance(Duration.ofMinutes(1));
		Answer there = login(OTHER);
		JsonNode sessions = service.get(this.admin, service.adminKey()).json().path("sessions");
		assertThat(sessions).hasSize(2);
		assertThat(sessions.path(0).propertyNames()).containsExactly("id", "mac", "network", "openedAt", "lastSeenAt",
				"endsAt");
		assertThat(sessions.path(0).path("id").asString()).isEqualTo(there.text("sessionId"));
		String path = this.admin + "/" + there.text("sessionId");
		assertThat(service.delete(path, service.adminKey()).status()).isEqualTo(204);
		assertThat(service.verify(there.text("token"), OTHER).status()).isEqualTo(401);
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(200);
		assertThat(service.delete(path, service.adminKey()).status()).isEqualTo(404);
		assertThat(service.delete(this.admin, service.adminKey()).status()).isEqualTo(204);
		assertThat(service.verify(here.text("token"), MAC).status()).isEqualTo(401);
		assertThat(service.get(this.admin, service.adminKey()).json().path("sessions")).isEmpty();
	}

	@Test
	void adminWhenTheAccountIsUnknownThenNotFound() {
		String path = "/admin/accounts/" + UUID.randomUUID() + "/sessions";
		assertThat(service.get(path, service.adminKey()).status()).isEqualTo(404);
		assertThat(service.delete(path, service.adminKey()).status()).isEqualTo(404);
		assertThat(service.delete(path + "/" + UUID.randomUUID(), service.adminKey()).status()).isEqualTo(404);
	}

	@Test
	void adminWhenTheKeyIsATokenThenUnauthorized() {
		Answer here = login(MAC);
		for (String method : List.of("GET", "DELETE")) {
			Answer refused = service.send(HttpRequest.newBuilder(service.uri(this.admin))
				.method(method, HttpRequest.BodyPublishers.noBody())
				.headers(bearer(here.text("token"), MAC))
				.build());
			assertThat(refused.status()).isEqualTo(401);
		}
		assertThat(service
			.get("/sessions",
					Stream.of(service.adminKey(), new String[] { "X-Device-Mac", MAC })
						.flatMap(Stream::of)
						.toArray(String[]::new))
			.status()).isEqualTo(401);
	}

	private Answer login(String mac) {
		return service.login(this.email, mac, service.passcode(this.email, mac));
	}

	private static Answer list(String token, String mac) {
		return service.get("/sessions", bearer(token, mac));
	}

	private static String[] bearer(String token, String mac) {
		return new String[] { "Authorization", "Bearer " + token, "X-Device-Mac", mac };
	}

}
