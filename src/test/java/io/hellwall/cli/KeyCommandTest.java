package io.hellwall.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.hellwall.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Server keys from their first day to their last, as an operator exchanges them. */
class KeyCommandTest {

	private static final String OTHER_MAC = "aa:bb:cc:dd:ee:02";

	private static final String HOOKS = "--hellwall.webhook.allowed-networks=127.0.0.0/8";

	@TempDir
	Path dataDir;

	@Test
	void keyWhenExchangedThenMovesSessionsAndSecretsAndEndsWhatIsLeft() throws Exception {
		String renewed;
		String left;
		try (TestService service = TestService.start(this.dataDir)) {
			String email = service.newAccount();
			renewed = service.login(email, TestService.MAC, service.passcode(email, TestService.MAC)).text("token");
			service.clock().advance(Duration.ofMinutes(2));
			left = service.login(email, OTHER_MAC, service.passcode(email, OTHER_MAC)).text("token");
			run("webhook", "add", "--url", "http://127.0.0.1:9/", HOOKS).lines();
			assertThat(run("key", "rotate").status()).isEqualTo(1);
		}
		String first = Files.readString(key()).strip();
		assertThat(table()).singleElement().asString().matches("[0-9a-f]{8}  active    2026\\S+  +2  +1");
		String old = table().getFirst().substring(0, 8);
		Run rotation = run("key", "rotate");
		String next = rotation.lines().getFirst();
		assertThat(rotation.err()).contains("2 sessions go on with the old key", "key retire " + old);
		assertThat(rotation.out() + rotation.err()).doesNotContain(first);
		assertThat(Files.readAllLines(key())).hasSize(2).endsWith(first).doesNotHaveDuplicates();
		assertThat(run("key", "retire", next).status()).isEqualTo(2);
		assertThat(run("key", "retire", "00000000").status()).isEqualTo(2);
		try (TestService service = TestService.start(this.dataDir)) {
			renewed = service.renew(renewed, TestService.MAC).text("token");
			assertThat(service.verify(left, OTHER_MAC).status()).isEqualTo(200);
			assertThat(table()).hasSize(2)
				.satisfies((rows) -> assertThat(rows.get(0)).matches(next + "  active    \\S+  +1  +[01]"),
						(rows) -> assertThat(rows.get(1)).matches(old + "  accepted  \\S+  +1  +[01]"));
		}
		run("key", "retire", old).assertRefused(2, "1 sessions need this key");
		forgetAsIfKilledBeforeTheFileWasWritten();
		assertThat(table()).hasSize(2);
		assertThat(run("key", "retire", old, "--end-sessions").lines()).containsExactly("1 sessions ended");
		assertThat(Files.readAllLines(key())).hasSize(1).doesNotContain(first);
		assertThat(table()).singleElement().asString().matches(next + "  active    \\S+  +1  +1");
		try (TestService service = TestService.start(this.dataDir)) {
			assertThat(service.verify(renewed, TestService.MAC).status()).isEqualTo(200);
			assertThat(service.verify(left, OTHER_MAC).status()).isEqualTo(401);
			assertThat(service.get("/admin/audit?event=SESSION_ENDED", service.adminKey()).body())
				.contains("KEY_RETIRED", "command-line");
		}
		Run leaked = run("key", "rotate", "--leaked", "--yes");
		assertThat(leaked.lines()).singleElement().asString().matches("[0-9a-f]{8}").isNotEqualTo(next);
		assertThat(leaked.err()).contains("1 sessions end: everybody logs in again", "the secrets of 1 webhooks");
		assertThat(Files.readAllLines(key())).hasSize(1);
		assertThat(table()).singleElement().asString().matches("[0-9a-f]{8}  active    \\S+  +0  +1");
		assertThat(run("audit", "verify").lines()).contains("The chain holds");
	}

	@Test
	void rotateWhenTheKeyIsInTheSettingsThenSaysHowAndChangesNothing() throws Exception {
		String key = "--hellwall.key=5f9c2f1f0c8ae5a4b0bb6a1f1d7cbb9f6a04d9f1d1b8f8ce2f4b7e0fd0c7a9e1";
		run("key", "rotate", key).assertRefused(2, "hellwall.active-key=b");
		assertThat(key()).doesNotExist();
	}

	/** The database forgets a key that is retired just before the file does. */
	private void forgetAsIfKilledBeforeTheFileWasWritten() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.dataDir.resolve("op_creds.db"));
				Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate("delete from server_key where is_first = 1")).isOne();
		}
	}

	private List<String> table() {
		List<String> rows = run("key", "list").lines();
		assertThat(rows.getFirst()).matches("FINGERPRINT +STATE +SINCE +SESSIONS +WEBHOOKS");
		return rows.subList(1, rows.size()).stream().map((row) -> row.replaceFirst("^(\\w{8}) +", "$1  ")).toList();
	}

	private Path key() {
		return this.dataDir.resolve("server.key");
	}

	private Run run(String... words) {
		return Run.of(Run.concat(words, "--hellwall.data-dir=" + this.dataDir));
	}

}
