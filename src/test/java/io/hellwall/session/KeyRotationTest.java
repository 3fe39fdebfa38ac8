package io.hellwall.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.serverkey.KeyState;
import io.hellwall.serverkey.RetireResult;
import io.hellwall.serverkey.RetireResult.Needed;
import io.hellwall.serverkey.RetireResult.Retired;
import io.hellwall.serverkey.ServerKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One server key follows another on two nodes, which are restarted one by one. */
@Slow
class KeyRotationTest {

	private static final String MAC = TestService.MAC;

	private static final String OLD = "hellwall.keys.old=77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	private static final String NEW = "hellwall.keys.new=1f0e5d8a4c7b29633a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f";

	private static final String OLD_ACTIVE = "hellwall.active-key=old";

	private static final String NEW_ACTIVE = "hellwall.active-key=new";

	private final String[] store = TestStore.POSTGRES.settings();

	/** A token of each session that was ever opened. */
	private final List<String> tokens = new ArrayList<>();

	@TempDir
	Path dataDir;

	private TestService left;

	private TestService right;

	@BeforeEach
	void start() {
		this.left = start("left", OLD, OLD_ACTIVE);
		this.right = start("right", OLD, OLD_ACTIVE);
	}

	@AfterEach
	void stop() {
		this.left.close();
		this.right.close();
	}

	@Test
	void verifyWhenKeysAreExchangedThenNobodyIsLoggedOut() throws Exception {
		nobodyIsLoggedOut();
		restartOneByOne(OLD, NEW, OLD_ACTIVE);
		restartOneByOne(OLD, NEW, NEW_ACTIVE);
		assertThat(retireTheOld()).isInstanceOf(Needed.class);
		everybodyRenews();
		assertThat(retireTheOld()).isEqualTo(new Retired(0, true));
		restartOneByOne(NEW, NEW_ACTIVE);
		assertThat(keys().list()).singleElement()
			.satisfies((key) -> assertThat(key.state()).isEqualTo(KeyState.ACTIVE));
	}

	private RetireResult retireTheOld() {
		return keys().retire(keys().accepted().getFirst(), false, Actor.COMMAND_LINE);
	}

	private ServerKeys keys() {
		return this.left.context().getBean(ServerKeys.class);
	}

	private void restartOneByOne(String... keys) throws Exception {
		this.left.close();
		this.left = start("left", keys);
		nobodyIsLoggedOut();
		this.right.close();
		this.right = start("right", keys);
		nobodyIsLoggedOut();
	}

	private void nobodyIsLoggedOut() throws Exception {
		this.tokens.add(login(this.left, this.right));
		this.tokens.add(login(this.right, this.left));
		this.tokens.set(0, oneSuccessor(this.tokens.getFirst()));
		assertThat(this.tokens).allSatisfy((token) -> {
			assertThat(this.left.verify(token, MAC).text("status")).isEqualTo("authorized");
			assertThat(this.right.verify(token, MAC).text("status")).isEqualTo("authorized");
		});
	}

	private static String login(TestService asked, TestService told) {
		String email = asked.newAccount();
		return told.login(email, MAC, asked.passcode(email, MAC)).text("token");
	}

	/** Both nodes are asked for it at once, each makes it with the key it has. */
	private String oneSuccessor(String token) throws Exception {
		List<Answer> answers = Crowd.ask((i) -> ((i % 2 == 0) ? this.left : this.right).renew(token, MAC));
		assertThat(answers).allMatch((answer) -> answer.status() == 200);
		assertThat(answers.stream().map((answer) -> answer.text("token")).distinct()).hasSize(1);
		return answers.getFirst().text("token");
	}

	private void everybodyRenews() {
		this.tokens.replaceAll((token) -> this.left.renew(token, MAC).text("token"));
	}

	private TestService start(String name, String... keys) {
		return TestService.start(this.dataDir.resolve(name),
				Stream.concat(Stream.of(this.store), Stream.of(keys)).toArray(String[]::new));
	}

}
