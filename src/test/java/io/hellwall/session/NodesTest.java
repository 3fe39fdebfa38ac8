package io.hellwall.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.hellwall.SharedNodes;
import io.hellwall.TestNode;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes on one PostgreSQL that know nothing of each other are one service. */
@ResourceLock(SharedNodes.LOCK)
class NodesTest {

	private static final String MAC = TestService.MAC;

	static TestNode left;

	static TestNode right;

	static JdbcTemplate database;

	@BeforeAll
	static void start() {
		left = SharedNodes.left();
		right = SharedNodes.right();
		database = SharedNodes.database();
	}

	@Test
	void journeyWhenEveryStepGoesToAnotherNodeThenSucceeds() {
		String email = left.newAccount();
		String passcode = right.passcode(email, MAC);
		String first = left.login(email, MAC, passcode).text("token");
		assertThat(right.login(email, MAC, passcode).problem()).isEqualTo("invalid-credentials");
		assertThat(right.verify(first, MAC).text("status")).isEqualTo("authorized");
		String second = left.renew(first, MAC).text("token");
		assertThat(right.renew(first, MAC).text("token")).isEqualTo(second);
		assertThat(right.verify(second, MAC).text("email")).isEqualTo(email);
		endTokens();
		String third = left.verify(second, MAC).text("token");
		assertThat(right.verify(third, MAC).text("status")).isEqualTo("authorized");
		database.update("update hellwall_creds.master_token set used_at = used_at - 10000");
		assertThat(left.verify(first, MAC).status()).isEqualTo(401);
		assertThat(right.verify(third, MAC).problem()).isEqualTo("unauthorized");
	}

	@Test
	void loginWhenBothNodesAreGuessedAtThenAttemptsAreCountedTogether() {
		String email = left.newAccount();
		String passcode = left.passcode(email, MAC);
		for (int i = 0; i < 5; i++) {
			assertThat(node(i).login(email, MAC, wrong(passcode)).status()).isEqualTo(401);
		}
		assertThat(left.login(email, MAC, passcode).problem()).isEqualTo("invalid-credentials");
	}

	@Test
	void loginWhenManyUseOnePasscodeThenOneSessionOpens() throws Exception {
		String email = left.newAccount();
		String passcode = left.passcode(email, MAC);
		List<Answer> answers = Crowd.ask((i) -> node(i).login(email, MAC, passcode));
		assertThat(answers).filteredOn((answer) -> answer.status() == 200).hasSize(1);
		assertThat(answers).filteredOn((answer) -> answer.status() != 200)
			.extracting(Answer::problem)
			.isSubsetOf("invalid-credentials", "store-unavailable"); // 50 at once on a
																		// slow machine
	}

	@Test
	void renewWhenManyAtOnceThenOneSuccessor() throws Exception {
		String token = left.newToken();
		endTokens();
		List<Answer> answers = Crowd.ask((i) -> (i % 4 < 2) ? node(i).verify(token, MAC) : node(i).renew(token, MAC));
		assertThat(answers).allMatch((answer) -> answer.status() == 200);
		assertThat(answers.stream().map((answer) -> answer.text("token")).distinct()).hasSize(1);
	}

	@Test
	void logoutWhenManyAtOnceThenTheSessionEndsOnce() throws Exception {
		String token = right.newToken();
		String session = left.verify(token, MAC).text("sessionId");
		List<Answer> answers = Crowd.ask((i) -> node(i).logout(token, MAC));
		assertThat(answers).allMatch((answer) -> answer.status() == 204);
		assertThat(database.queryForObject(
				"select count(*) from hellwall_creds.audit_event where event = 'LOGGED_OUT' and session_id = ?::uuid",
				Integer.class, session))
			.isEqualTo(1);
	}

	/** What starts after the answer to a logout, anywhere, is refused. */
	@Test
	void verifyWhenLoggedOutUnderLoadThenUnauthorized() throws Exception {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			tokens.add(node(i).newToken());
		}
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> clients = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				int number = i;
				clients.add(load.submit(() -> {
					int asked = 0;
					while (!over.get()) {
						node(number + asked).verify(tokens.get(asked++ % tokens.size()), MAC);
					}
					return asked;
				}));
			}
			for (int i = 0; i < tokens.size(); i++) {
				assertThat(node(i).verify(tokens.get(i), MAC).status()).isEqualTo(200);
				assertThat(node(i).logout(tokens.get(i), MAC).status()).isEqualTo(204);
				assertThat(node(i + 1).verify(tokens.get(i), MAC).status()).isEqualTo(401);
				assertThat(node(i).verify(tokens.get(i), MAC).status()).isEqualTo(401);
			}
			over.set(true);
			for (Future<Integer> client : clients) {
				assertThat(client.get()).isPositive();
			}
		}
	}

	private static TestNode node(int number) {
		return (number % 2 == 0) ? left : right;
	}

	private static String wrong(String passcode) {
		return (passcode.startsWith("A") ? "B" : "A") + passcode.substring(1);
	}

	/** All that were given out so far expire now. */
	private static void endTokens() {
		database.update("update hellwall_creds.master_token set expires_at = 0");
	}

}
