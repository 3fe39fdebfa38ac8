package io.hellwall.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.hellwall.SharedNodes;
import io.hellwall.Slow;
import io.hellwall.TestNode;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two processes on one PostgreSQL that know nothing of each other are one service. */
@Slow
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

	/** The same for what somebody else ends, while many renew. */
	@ParameterizedTest
	@EnumSource
	void verifyWhenRevokedWhileTwentyRenewThenUnauthorized(Revocation revocation) throws Exception {
		String email = left.newAccount();
		Answer keeper = login(email, "aa:bb:cc:dd:ee:01");
		Answer opened = login(email, MAC);
		AtomicReference<String> token = new AtomicReference<>(opened.text("token"));
		AtomicInteger renewals = new AtomicInteger();
		AtomicBoolean revoked = new AtomicBoolean();
		try (ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> clients = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				int number = i;
				clients.add(load.submit(() -> {
					for (int left = 5, asked = number; left > 0; asked++) {
						boolean later = revoked.get();
						Answer answer = (asked % 3 == 0) ? node(asked).verify(token.get(), MAC)
								: node(asked).renew(token.get(), MAC);
						if (later) {
							assertThat(answer.status()).isEqualTo(401);
							left--;
						}
						else if (answer.status() == 200 && !answer.text("token").isEmpty()) {
							token.set(answer.text("token"));
							renewals.incrementAndGet();
						}
					}
				}));
			}
			await().until(() -> renewals.get() > 200);
			assertThat(revocation.send(keeper, opened).status()).isEqualTo(204);
			revoked.set(true);
			for (Future<?> client : clients) {
				client.get();
			}
		}
		assertThat(database.queryForList(
				"select event || ' ' || reason from hellwall_creds.audit_event"
						+ " where event <> 'LOGIN_GRANTED' and session_id = ?::uuid",
				String.class, opened.text("sessionId")))
			.containsExactly("SESSION_ENDED REVOKED");
		assertThat(left.verify(keeper.text("token"), "aa:bb:cc:dd:ee:01").status())
			.isEqualTo((revocation == Revocation.ALL_BY_THE_ADMINISTRATOR) ? 401 : 200);
	}

	private static Answer login(String email, String mac) {
		// The next mail need not wait.
		database.update("delete from hellwall_passcodes.mail_pace");
		return left.login(email, mac, left.passcode(email, mac));
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

	/** Who ends a session without being asked for its token. */
	enum Revocation {

		ONE_BY_ITS_HOLDER {
			@Override
			Answer send(Answer keeper, Answer opened) {
				return left.delete("/sessions/" + opened.text("sessionId"), headers(keeper));
			}
		},

		OTHERS_BY_THEIR_HOLDER {
			@Override
			Answer send(Answer keeper, Answer opened) {
				return left.delete("/sessions", headers(keeper));
			}
		},

		ONE_BY_THE_ADMINISTRATOR {
			@Override
			Answer send(Answer keeper, Answer opened) {
				return left.delete(sessions(keeper) + "/" + opened.text("sessionId"), left.adminKey());
			}
		},

		ALL_BY_THE_ADMINISTRATOR {
			@Override
			Answer send(Answer keeper, Answer opened) {
				return left.delete(sessions(keeper), left.adminKey());
			}
		};

		abstract Answer send(Answer keeper, Answer opened);

		private static String[] headers(Answer login) {
			return new String[] { "Authorization", "Bearer " + login.text("token"), "X-Device-Mac",
					"aa:bb:cc:dd:ee:01" };
		}

		private static String sessions(Answer login) {
			return "/admin/accounts/" + left.verify(login.text("token"), "aa:bb:cc:dd:ee:01").text("accountId")
					+ "/sessions";
		}

	}

}
