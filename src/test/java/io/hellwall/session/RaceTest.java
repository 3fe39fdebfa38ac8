package io.hellwall.session;

import java.time.Duration;
import java.util.List;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** Of many requests at once, one wins. */
@ResourceLock(SharedService.CLOCK)
@EachStore
class RaceTest {

	private static final String MAC = TestService.MAC;

	static TestService service;

	@Parameter
	TestStore store;

	static Records records;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.on(store);
		records = new Records(service);
	}

	@Test
	void loginWhenManyUseOnePasscodeThenOneSessionOpens() throws Exception {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		List<Answer> answers = Crowd.ask((i) -> service.login(email, MAC, passcode));
		assertThat(answers).filteredOn((answer) -> answer.status() == 200).hasSize(1);
		assertThat(answers).filteredOn((answer) -> answer.problem().equals("invalid-credentials"))
			.hasSize(Crowd.SIZE - 1);
		assertThat(records.sessions(email)).isEqualTo(1);
	}

	@Test
	void renewWhenManyAtOnceThenOneSuccessor() throws Exception {
		String token = service.newToken();
		service.clock().advance(Duration.ofHours(1));
		List<Answer> answers = Crowd.ask((i) -> (i % 2 == 0) ? service.verify(token, MAC) : service.renew(token, MAC));
		assertThat(answers).allMatch((answer) -> answer.status() == 200);
		assertThat(answers.stream().map((answer) -> answer.text("token")).distinct()).hasSize(1);
		assertThat(service.verify(answers.getFirst().text("token"), MAC).text("status")).isEqualTo("authorized");
	}

	@Test
	void logoutWhenManyAtOnceThenTheSessionEndsOnce() throws Exception {
		String token = service.newToken();
		String session = service.verify(token, MAC).text("sessionId");
		List<Answer> answers = Crowd.ask((i) -> service.logout(token, MAC));
		assertThat(answers).allMatch((answer) -> answer.status() == 204);
		assertThat(records.events("LOGGED_OUT", session)).isEqualTo(1);
	}

	@Test
	void passcodeWhenManyAtOnceThenOneIsMailed() throws Exception {
		String email = service.newAccount();
		List<Answer> answers = Crowd
			.ask((i) -> service.post("/passcode", "{" + TestService.credentials(email, mac(i)) + "}"));
		assertThat(answers).filteredOn((answer) -> answer.status() == 202).hasSize(1);
		// Each is counted as a failure until its password is evaluated, and from ten on
		// they are not.
		assertThat(answers).filteredOn((answer) -> answer.status() != 202)
			.extracting(Answer::problem)
			.hasSize(Crowd.SIZE - 1)
			.isSubsetOf("passcode-recently-sent", "invalid-credentials");
		assertThat(service.passcodesTo(email)).isEqualTo(1);
	}

	private static String mac(int number) {
		return "aa:bb:cc:dd:ee:%02x".formatted(number);
	}

}
