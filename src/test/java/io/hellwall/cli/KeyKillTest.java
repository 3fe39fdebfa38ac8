package io.hellwall.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.serverkey.KeyState;
import io.hellwall.serverkey.ServerKeyView;
import io.hellwall.serverkey.ServerKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that change keys are killed between two steps. Of all moments some are tried,
 * chosen at random.
 */
@Slow
@Order(1)
class KeyKillTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 3);

	private static final String HOOKS = "hellwall.webhook.allowed-networks=127.0.0.0/8";

	@TempDir
	static Path folder;

	/** A token of each device. */
	static final Map<String, String> tokens = new LinkedHashMap<>();

	@BeforeAll
	static void prepare() {
		try (TestService service = TestService.start(folder.resolve("data"), HOOKS)) {
			for (String mac : List.of("aa:bb:cc:dd:ee:01", "aa:bb:cc:dd:ee:02")) {
				String email = service.newAccount();
				tokens.put(mac, service.login(email, mac, service.passcode(email, mac)).text("token"));
			}
			Run.within(service, "webhook", "add", "--url", "http://127.0.0.1:9/").lines();
		}
	}

	/** It exchanges the key, then retires the others: both are tried. */
	@Test
	void rotateLeakedWhenKilledThenTheServiceStartsAndAnotherRunComesToItsEnd() throws Exception {
		String[] words = { "key", "rotate", "--leaked", "--yes" };
		for (Path killed : some(Moments.of(folder.resolve("data"), folder.resolve("leaked"), words))) {
			try (TestService service = TestService.start(killed, HOOKS)) {
				assertKeysAreWhole(service);
				long refused = tokens.entrySet()
					.stream()
					.filter((token) -> service.verify(token.getValue(), token.getKey()).status() != 200)
					.count();
				assertThat(refused).as("only those are refused that ended by design").isEqualTo(ended(service));
			}
			Run.of(Run.concat(words, "--hellwall.data-dir=" + killed)).lines();
			assertThat(Files.readAllLines(killed.resolve("server.key"))).hasSize(1);
			assertThat(ask(killed, "select count(*) from session where ended_at is null")).isZero();
			assertThat(ask(killed, "select count(*) from server_key")).isOne();
		}
	}

	@Test
	void replaceAdminKeyWhenKilledThenTheServiceStartsWithTheKeyInTheFile() throws Exception {
		Path data = folder.resolve("data");
		String before = Files.readString(data.resolve("admin.key")).strip();
		for (Path killed : some(Moments.of(data, folder.resolve("replaced"), "admin-key", "replace"))) {
			try (TestService service = TestService.start(killed, HOOKS)) {
				assertKeysAreWhole(service);
				String now = Files.readString(killed.resolve("admin.key")).strip();
				assertThat(status(service, now)).isEqualTo(200);
				assertThat(status(service, before)).isEqualTo(now.equals(before) ? 200 : 401);
				Run.within(service, "admin-key", "replace").lines();
				assertThat(status(service, now)).isEqualTo(401);
				assertThat(service.get("/admin/accounts", service.adminKey()).status()).isEqualTo(200);
			}
		}
	}

	/** One key is active, and nothing needs one that is not here. */
	private static void assertKeysAreWhole(TestService service) {
		List<ServerKeyView> keys = service.context().getBean(ServerKeys.class).list();
		assertThat(keys).extracting(ServerKeyView::state)
			.containsOnlyOnce(KeyState.ACTIVE)
			.doesNotContain(KeyState.MISSING);
		assertThat(keys.stream().mapToLong(ServerKeyView::webhooks).sum()).as("secrets of webhooks").isOne();
		assertThat(Run.within(service, "audit", "verify").lines()).contains("The chain holds");
	}

	private static long ended(TestService service) {
		Answer events = service.get("/admin/audit?event=SESSION_ENDED", service.adminKey());
		return Pattern.compile("KEY_RETIRED").matcher(events.body()).results().count();
	}

	private static int status(TestService service, String key) {
		return service.get("/admin/accounts", "Authorization", "Bearer " + key).status();
	}

	private static List<Path> some(List<Path> moments) {
		assertThat(moments).hasSizeGreaterThan(2);
		List<Path> some = new ArrayList<>(moments);
		Collections.shuffle(some);
		return some.subList(0, Math.min(Math.ceilDiv(KILLS, 3), some.size()));
	}

	private static int ask(Path data, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("op_creds.db"));
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getInt(1);
		}
	}

}
