package io.hellwall.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hellwall.FailPoints;
import io.hellwall.TestNode;
import io.hellwall.TestService;
import io.hellwall.session.StoreFiles.Attempts;
import io.hellwall.session.StoreFiles.Chain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The service dies between two steps, and its client asks again. */
class FailPointTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	static Path folder;

	static GreenMail mail;

	static TestNode node;

	static StoreFiles files;

	private String email = "";

	@BeforeAll
	static void start() {
		mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		mail.start();
		node = new TestNode(folder, mail, FailPoints.settings(failPoint()));
		files = new StoreFiles(folder);
	}

	@AfterAll
	static void stop() {
		node.close();
		mail.stop();
	}

	@BeforeEach
	void createAccount() {
		this.email = node.newAccount();
	}

	@Test
	void passcodeWhenKilledBeforeTheMailThenAnotherIsSent() {
		dieAt("passcodeTransactions.replace", () -> node.passcode(this.email, MAC));
		assertThat(node.mailsTo(this.email)).isEmpty();
		assertThat(node.login(this.email, MAC, node.passcode(this.email, MAC)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenKilledAfterTheAttemptThenItIsCountedAndThePasscodeStillWorks() {
		String passcode = node.passcode(this.email, MAC);
		dieAt("passcodeTransactions.countAttempt", () -> node.login(this.email, MAC, passcode));
		assertThat(files.chains(this.email)).isEmpty();
		assertThat(files.attempts(this.email)).containsEntry(MAC, new Attempts(MAC, 1, false));
		assertThat(guesses()).isOne();
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
		assertThat(guesses()).isOne();
		assertThat(node.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertThat(guesses()).isEqualTo(2);
		loginAnew(2);
		assertThat(guesses()).isZero();
	}

	@Test
	void loginByPipeWhenKilledBeforeTheAnswerThenItTookEffectOnce() {
		String request = String.join("|", MAC, this.email, "", TestService.PASSWORD,
				node.passcode(this.email, MAC) + "\n");
		int port = node.loginPort();
		dieAt("guesses.forgive", () -> {
			String reply = node.pipe(port, request);
			assertThat(reply).isEmpty();
			throw new UncheckedIOException(new IOException("no answer"));
		});
		assertThat(files.chains(this.email)).containsEntry(MAC, new Chain(MAC, 1, 1, 0));
		assertThat(guesses()).isZero();
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

	/** Nobody is answered, and the node is started again. */
	private static void dieAt(String point, Supplier<?> request) {
		write(failPoint(), point);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(request::get);
		node.awaitDeath();
		node.startAgain();
	}

	private static Path failPoint() {
		return folder.resolve("fail-point");
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
	private int guesses() {
		return files.guesses(this.email, "network ") + files.guesses(this.email, "place ");
	}

}
