package io.hellwall.session;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** How a session goes on in another network, after a mailed passcode. */
@EachStore
class StepUpTest {

	private static final String MAC = TestService.MAC;

	private static final String HOME = "127.0.0.1";

	private static final String AWAY = "127.0.1.1";

	private static final String FAR_AWAY = "127.0.2.1";

	static TestService service;

	static Records records;

	@Parameter
	TestStore store;

	private String email = "";

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1", "hellwall.binding.network=step-up");
		records = new Records(service);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void newAccount() {
		this.email = service.newAccount();
	}

	@Test
	void stepUpWhenThePasscodeIsRightThenTheSameSessionGoesOnThereOnly() {
		String token = login();
		String session = verify(token, HOME).text("sessionId");
		assertThat(verify(token, AWAY).problem()).isEqualTo("step-up-required");
		Answer sent = post("/step-up/passcode", token, AWAY, "");
		assertThat(sent.status()).isEqualTo(202);
		assertThat(sent.text("message")).isEqualTo("Passcode is sent");
		String passcode = service.mailedPasscode(this.email);
		Answer answer = post("/step-up", token, AWAY, passcode);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("sessionId")).isEqualTo(session);
		String next = answer.text("token");
		assertThat(verify(next, AWAY).text("status")).isEqualTo("authorized");
		assertThat(verify(next, HOME).problem()).isEqualTo("step-up-required");
		assertThat(records.events("SESSION_MOVED", session)).isOne();
		// A passcode works once.
		assertThat(post("/step-up", token, AWAY, passcode).problem()).isEqualTo("unauthorized");
	}

	@Test
	void stepUpWhenTheAnswerWasLostThenTheTokenLeadsToTheSameSuccessorThere() {
		String token = login();
		String next = post("/step-up", token, AWAY, passcode(token, AWAY)).text("token");
		assertThat(verify(token, HOME).text("token")).isEqualTo(next);
		assertThat(verify(next, HOME).problem()).isEqualTo("step-up-required");
		assertThat(verify(next, AWAY).text("status")).isEqualTo("authorized");
	}

	@Test
	void stepUpWhenTheTokenWasRenewedElsewhereThenItsUnusedSuccessorMoves() {
		String token = login();
		service.clock().advance(Duration.ofHours(1));
		String successor = verify(token, HOME).text("token");
		assertThat(verify(token, AWAY).problem()).isEqualTo("step-up-required");
		Answer answer = post("/step-up", token, AWAY, passcode(token, AWAY));
		assertThat(answer.text("token")).isEqualTo(successor);
		assertThat(verify(successor, AWAY).text("status")).isEqualTo("authorized");
	}

	@Test
	void stepUpWhenTheTokenIsACopyThenTheSessionEnds() {
		String token = login();
		String successor = post("/renew", token, HOME, "").text("token");
		assertThat(verify(successor, HOME).text("status")).isEqualTo("authorized");
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(post("/step-up", token, AWAY, passcode(token, AWAY)).problem()).isEqualTo("unauthorized");
		assertThat(verify(successor, HOME).problem()).isEqualTo("unauthorized");
	}

	@Test
	void stepUpWhenThePasscodeIsWrongThenUnauthorizedAndTheFifthIsTheLast() {
		String token = login();
		String passcode = passcode(token, AWAY);
		for (int i = 0; i < 5; i++) {
			Answer answer = post("/step-up", token, AWAY, passcode.equals("AAAAAA") ? "BBBBBB" : "AAAAAA");
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.problem()).isEqualTo("unauthorized");
		}
		assertThat(post("/step-up", token, AWAY, passcode).problem()).isEqualTo("unauthorized");
		assertThat(verify(token, HOME).text("status")).isEqualTo("authorized");
	}

	@Test
	void stepUpWhenThePasscodeIsForAnotherNetworkThenUnauthorized() {
		String token = login();
		assertThat(post("/step-up", token, FAR_AWAY, passcode(token, AWAY)).problem()).isEqualTo("unauthorized");
	}

	@Test
	void passcodeWhenAskedAgainTooSoonThenRetryAfter() {
		String token = login();
		passcode(token, AWAY);
		Answer again = post("/step-up/passcode", token, AWAY, "");
		assertThat(again.status()).isEqualTo(429);
		assertThat(again.problem()).isEqualTo("passcode-recently-sent");
		assertThat(again.header("Retry-After")).isEqualTo("60");
	}

	@Test
	void passcodeWhenTheTokenIsUnknownOrOfAnotherDeviceOrModeThenUnauthorizedAndNothingIsMailed() {
		String token = login();
		String ended = login();
		service.logout(ended, MAC);
		int mails = service.passcodesTo(this.email);
		String bodies = "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"127.0.1.1\"}";
		for (String body : List.of(bodies.formatted("0".repeat(64), MAC), bodies.formatted("junk", MAC),
				bodies.formatted(token, "00:00:00:00:00:01"), bodies.formatted(ended, MAC))) {
			assertThat(service.post("/step-up/passcode", body).problem()).isEqualTo("unauthorized");
		}
		assertThat(service.passcodesTo(this.email)).isEqualTo(mails);
		setMode("strict");
		service.clock().advance(Duration.ofMinutes(1));
		String strict = login();
		mails = service.passcodesTo(this.email);
		assertThat(post("/step-up/passcode", strict, AWAY, "").problem()).isEqualTo("unauthorized");
		assertThat(post("/step-up", strict, AWAY, "AAAAAA").problem()).isEqualTo("unauthorized");
		assertThat(service.passcodesTo(this.email)).isEqualTo(mails);
	}

	@Test
	void stepUpWhenTwentyAtOnceThenOneSuccessor() {
		String token = login();
		String passcode = passcode(token, AWAY);
		Set<String> tokens = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 20).parallel().forEach((i) -> {
			Answer answer = post("/step-up", token, AWAY, passcode);
			if (answer.status() == 200) {
				tokens.add(answer.text("token"));
			}
		});
		assertThat(tokens).hasSize(1);
		assertThat(verify(tokens.iterator().next(), AWAY).text("status")).isEqualTo("authorized");
	}

	private String login() {
		service.clock().advance(Duration.ofMinutes(1));
		String place = TestService.credentials(this.email, MAC) + ",\"ip\":\"" + HOME + "\"";
		assertThat(service.post("/passcode", "{" + place + "}").status()).isEqualTo(202);
		return service.post("/login", "{%s,\"passcode\":\"%s\"}".formatted(place, service.mailedPasscode(this.email)))
			.text("token");
	}

	private String passcode(String token, String address) {
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(post("/step-up/passcode", token, address, "").status()).isEqualTo(202);
		return service.mailedPasscode(this.email);
	}

	private void setMode(String mode) {
		String id = service.get("/admin/accounts?email=" + this.email, service.adminKey())
			.json()
			.path("accounts")
			.get(0)
			.path("id")
			.asString();
		service.send(HttpRequest.newBuilder(service.uri("/admin/accounts/" + id))
			.headers(service.adminKey())
			.header("Content-Type", "application/json")
			.header("If-Match", "*")
			.method("PATCH", HttpRequest.BodyPublishers.ofString("{\"binding\":\"" + mode + "\"}"))
			.build());
	}

	private static Answer verify(String token, String address) {
		return post("/verify", token, address, "");
	}

	private static Answer post(String path, String token, String address, String passcode) {
		String more = passcode.isEmpty() ? "" : ",\"passcode\":\"" + passcode + "\"";
		return service.post(path,
				"{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"%s}".formatted(token, MAC, address, more));
	}

}
