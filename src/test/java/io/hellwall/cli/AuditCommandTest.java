package io.hellwall.cli;

import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import io.hellwall.TestService;
import io.hellwall.chain.ChainSealer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks the audit and names webhooks beside a service that runs. */
class AuditCommandTest {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@TempDir
	static Path dataDir;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void exportWhenFilteredThenPrintsTheSameLinesAsTheAdministrationGives() {
		String email = service.newAccount();
		service.login(email, TestService.MAC, service.passcode(email, TestService.MAC));
		service.context().getBean(ChainSealer.class).sealAll();
		List<String> lines = printed("audit", "export", "--event", "user_created,LOGIN_GRANTED", "--outcome", "success",
				"--from", "2026-11-22T00:00:00Z");
		assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
		assertThat(lines)
			.isEqualTo(service
				.get("/admin/audit/export?event=user_created,LOGIN_GRANTED&outcome=success&from=2026-11-22T00:00:00Z",
						service.adminKey())
				.body()
				.lines()
				.toList());
		assertThat(JSON.readTree(lines.getLast()).path("type").asString()).isEqualTo("LOGIN_GRANTED");
		run("audit", "export", "--event", "nothing").assertRefused(2, "must be the name of a stored event");
		run("audit", "export", "--from", "today").assertRefused(2, "--from and --to must be instants");
	}

	@Test
	void verifyWhenARowWasChangedThenSaysWhichAndFails() {
		service.newAccount();
		service.context().getBean(ChainSealer.class).sealAll();
		List<String> whole = printed("audit", "verify");
		assertThat(whole.getLast()).isEqualTo("The chain holds");
		String noted = whole.get(1).replace("The chain ends with ", "");
		assertThat(whole.get(2)).matches("The chain began at 2026-\\S+Z with 0 events that it took as they were");
		assertThat(noted).matches("\\d+:[0-9a-f]{64}");
		assertThat(printed("audit", "verify", "--since", noted)).endsWith("The chain holds");
		Run other = run("audit", "verify", "--since", "1:" + "0".repeat(64));
		assertThat(other.status()).isEqualTo(1);
		assertThat(other.out()).contains("OTHER at 1: ");
		JdbcTemplate sql = new JdbcTemplate(service.context().getBean(DataSource.class));
		sql.update("update audit_event set times = 7 where seq = 1");
		Run broken = run("audit", "verify");
		assertThat(broken.status()).isEqualTo(1);
		assertThat(broken.out()).contains("CHANGED at 1: row ", "The chain is BROKEN");
		sql.update("update audit_event set times = 1 where seq = 1");
		assertThat(run("audit", "verify").status()).isZero();
	}

	@Test
	void webhookWhenAddedThenListedTestedAndRemoved() {
		run("webhook", "add", "--url", "http://127.0.0.1:9/").assertRefused(2,
				"--url: http is only for addresses in hellwall.webhook.allowed-networks");
		List<String> added = Run
			.of("webhook", "add", "--url", "http://127.0.0.1:9/", "--event", "user_created",
					"--hellwall.webhook.allowed-networks=127.0.0.1", "--hellwall.data-dir=" + dataDir)
			.lines();
		assertThat(added).hasSize(2);
		assertThat(added.getLast()).startsWith("whsec_");
		List<String> table = printed("webhook", "list");
		assertThat(table).hasSize(2);
		assertThat(table.getLast()).startsWith(added.getFirst())
			.contains(" works ")
			.endsWith("http://127.0.0.1:9/ (user_created)");
		assertThat(String.join("", table)).doesNotContain("whsec_");
		run("webhook", "test", added.getFirst()).assertRefused(1, "not accepted: ");
		assertThat(run("webhook", "enable", added.getFirst()).status()).isEqualTo(2);
		assertThat(run("webhook", "remove", added.getFirst()).status()).isZero();
		run("webhook", "remove", added.getFirst()).assertRefused(2, "there is no such webhook");
		run("webhook", "remove", "1").assertRefused(2, "must be an id");
	}

	private static List<String> printed(String... words) {
		return run(words).lines();
	}

	private static Run run(String... words) {
		return Run.within(service, words);
	}

}
