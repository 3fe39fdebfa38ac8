package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;

import io.hellwall.FailPoints;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.session.StoreFiles.Attempts;
import io.hellwall.session.StoreFiles.Chain;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service dies between two steps, and its client asks again. */
@Slow
@Order(1)
class FailPointTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	static Path folder;

	static TestService node;

	static StoreFiles files;

	static int deaths;

	private String email = "";

	private int mailsAtDeath;

	@BeforeAll
	static void start() {
		Path first = folder.resolve("first");
		node = startAt(first);
		files = new StoreFiles(first);
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	@BeforeEach
	void createAccount() {
		this.email = node.newAccount();
	}

	@Test
	void passcodeWhenKilledBeforeTheMailThenAnotherIsSent() {
		dieAt("passcodeTransactions.replace", () -> node.passcode(this.email, MAC));
		assertThat(this.mailsAtDeath).isZero();
		assertThat(node.login(this.email, MAC, node.passcode(this.email, MAC)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenKilledBeforeThePasswordIsEvaluatedThenItIsCounted() {
		String passcode = node.passcode(this.email, MAC);
		dieAt("guessTransactions.count", () -> node.login(this.email, MAC, passcode));
		assertThat(files.attempts(this.email)).containsEntry(MAC, new Attempts(MAC, 0, false));
		assertThat(passwordFailures()).isOne();
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(200);
		assertThat(passwordFailures()).isZero();
	}

	@Test
	void loginWhenKilledAfterTheAttemptThenItIsCountedAndThePasscodeStillWorks() {
		String passcode = node.passcode(this.email, MAC);
		dieAt("passcodeTransactions.countTry", () -> node.login(this.email, MAC, passcode));
		assertThat(files.chains(this.email)).isEmpty();
		assertThat(files.attempts(this.email)).containsEntry(MAC, new Attempts(MAC, 1, false));
		assertThat(passwordFailures()).isZero();
		assertThat(files.passcodeFailures(this.email)).isOne();
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(200);
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(401);
	}

	@Test
	void loginWhenKilledBetweenTheStoresThenThePasscodeIsSpentForNothing() {
		String passcode = node.passcode(this.email, MAC);
		dieAt("passcodeRepository.spend", () -> node.login(this.email, MAC, passcode));
		assertThat(files.chains(this.email)).isEmpty();
		assertThat(files.attempts(this.email)).containsEntry(MAC, new Attempts(MAC, 1, true));
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertThat(files.chains(this.email)).isEmpty();
		loginAnew(1);
	}

	@Test
	void loginWhenKilledBeforeGuessesAreForgivenThenTheyStayCounted() {
		String passcode = node.passcode(this.email, MAC);
		dieAt("sessionTransactions.open", () -> node.login(this.email, MAC, passcode));
		assertThat(files.chains(this.email)).containsEntry(MAC, new Chain(MAC, 1, 1, 0));
		assertThat(files.passcodeFailures(this.email)).isOne();
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertThat(files.passcodeFailures(this.email)).as("a passcode that was spent is no guess").isOne();
		loginAnew(2);
		assertThat(files.passcodeFailures(this.email)).isZero();
	}

	@Test
	void loginByPipeWhenKilledBeforeTheAnswerThenItTookEffectOnce() {
		String request = String.join("|", MAC, this.email, "", TestService.PASSWORD,
				node.passcode(this.email, MAC) + "\n");
		dieAt("passcodeTransactions.loggedIn", () -> node.pipe(node.loginPort(), request));
		assertThat(files.chains(this.email)).containsEntry(MAC, new Chain(MAC, 1, 1, 0));
		assertThat(files.passcodeFailures(this.email)).isZero();
		assertThat(node.pipe(node.loginPort(), request)).isEqualTo("False\n");
		loginAnew(2);
	}

	@Test
	void renewWhenKilledBeforeTheAnswerThenGivesTheSuccessorThatWasMade() {
		String token = token();
		dieAt("sessionTransactions.succeed", () -> node.renew(token, MAC));
		assertThat(files.chains(this.email)).containsEntry(MAC, new Chain(MAC, 1, 2, 1));
		String successor = node.renew(token, MAC).text("token");
		assertThat(node.renew(token, MAC).text("token")).isEqualTo(successor);
		assertThat(node.verify(token, MAC).text("token")).isEqualTo(successor);
		assertThat(node.verify(successor, MAC).text("status")).isEqualTo("authorized");
		assertThat(files.chains(this.email)).containsEntry(MAC, new Chain(MAC, 1, 2, 1));
	}

	@Test
	void logoutWhenKilledBeforeTheAnswerThenTheSessionIsOver() {
		String token = token();
		dieAt("sessionTransactions.end", () -> node.logout(token, MAC));
		assertThat(node.verify(token, MAC).status()).isEqualTo(401);
		assertThat(node.renew(token, MAC).status()).isEqualTo(401);
		assertThat(node.logout(token, MAC).status()).isEqualTo(204);
	}

	@Test
	void verifyWhenReusedAndKilledBeforeTheMailThenTheNextStartSendsIt() {
		String token = token();
		node.verify(node.renew(token, MAC).text("token"), MAC);
		node.clock().advance(Duration.ofSeconds(10));
		dieAt("sessionTransactions.end", () -> node.verify(token, MAC));
		assertThat(toldOfReuse()).isFalse();
		node.clock().advance(Duration.ofHours(1)); // it starts with the time of the test
		await().until(this::toldOfReuse);
	}

	private boolean toldOfReuse() {
		return node.mailsTo(this.email)
			.stream()
			.anyMatch((mail) -> GreenMailUtil.getHeaders(mail).contains("was ended"));
	}

	/**
	 * Nobody is answered, and the service starts again on the files as they were then.
	 */
	private void dieAt(String point, Runnable request) {
		Path copy = folder.resolve("after-" + ++deaths);
		try (TestService dead = node) {
			FailPoints failPoints = dead.context().getBean(FailPoints.class);
			failPoints.dieAt(point, dead.dataDir(), copy, request);
			this.mailsAtDeath = dead.mailsTo(this.email).size();
			node = startAt(copy);
			files = new StoreFiles(copy);
			failPoints.letGo();
		}
	}

	private static TestService startAt(Path dataDir) {
		return TestService.start(dataDir, FailPoints.setting(), "hellwall.passcode.resend-interval=0s",
				"hellwall.passcode.max-per-hour=1000");
	}

	private String token() {
		return node.login(this.email, MAC, node.passcode(this.email, MAC)).text("token");
	}

	/** Whoever lost a passcode asks for another. */
	private void loginAnew(int sessions) {
		assertThat(node.verify(token(), MAC).status()).isEqualTo(200);
		assertThat(files.chains(this.email).get(MAC)).isEqualTo(new Chain(MAC, sessions, sessions, 0));
	}

	/** All that are counted against the account. */
	private int passwordFailures() {
		return files.guesses(this.email, "network ") + files.guesses(this.email, "place ");
	}

}
