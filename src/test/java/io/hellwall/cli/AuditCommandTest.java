package io.hellwall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.Hellwall;
import io.hellwall.TestService;
import io.hellwall.chain.ChainSealer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks the audit and names webhooks beside a service that runs. */
@Isolated("reads what is printed")
@ExtendWith(OutputCaptureExtension.class)
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
	void exportWhenFilteredThenPrintsTheSameLinesAsTheAdministrationGives(CapturedOutput output) {
		String email = service.newAccount();
		service.login(email, TestService.MAC, service.passcode(email, TestService.MAC));
		service.context().getBean(ChainSealer.class).sealAll();
		List<String> lines = printed(output, "audit", "export", "--event", "user_created,LOGIN_GRANTED", "--outcome",
				"success", "--from", "2026-11-22T00:00:00Z");
		assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
		assertThat(lines)
			.isEqualTo(service
				.get("/admin/audit/export?event=user_created,LOGIN_GRANTED&outcome=success&from=2026-11-22T00:00:00Z",
						service.adminKey())
				.body()
				.lines()
				.toList());
		assertThat(JSON.readTree(lines.getLast()).path("type").asString()).isEqualTo("LOGIN_GRANTED");
		assertThat(run("audit", "export", "--event", "nothing")).isEqualTo(2);
		assertThat(run("audit", "export", "--from", "today")).isEqualTo(2);
		assertThat(output.getErr()).contains("must be the name of a stored event", "--from and --to must be instants")
			.doesNotContain("\tat ");
	}

	@Test
	void verifyWhenARowWasChangedThenSaysWhichAndFails(CapturedOutput output) {
		service.newAccount();
		service.context().getBean(ChainSealer.class).sealAll();
		List<String> whole = printed(output, "audit", "verify");
		assertThat(whole.getLast()).isEqualTo("The chain holds");
		String noted = whole.get(1).replace("The chain ends with ", "");
		assertThat(whole.get(2)).matches("The chain began at 2026-\\S+Z with 0 events that it took as they were");
		assertThat(noted).matches("\\d+:[0-9a-f]{64}");
		assertThat(printed(output, "audit", "verify", "--since", noted)).endsWith("The chain holds");
		assertThat(run("audit", "verify", "--since", "1:" + "0".repeat(64))).isEqualTo(1);
		assertThat(output.getOut()).contains("OTHER at 1: ");
		JdbcTemplate sql = new JdbcTemplate(service.context().getBean(DataSource.class));
		sql.update("update audit_event set times = 7 where seq = 1");
		assertThat(run("audit", "verify")).isEqualTo(1);
		assertThat(output.getOut()).contains("CHANGED at 1: row ", "The chain is BROKEN");
		sql.update("update audit_event set times = 1 where seq = 1");
		assertThat(run("audit", "verify")).isZero();
	}

	@Test
	void webhookWhenAddedThenListedTestedAndRemoved(CapturedOutput output) {
		assertThat(run("webhook", "add", "--url", "http://127.0.0.1:9/")).isEqualTo(2);
		assertThat(output.getErr()).contains("--url: http is only for addresses in hellwall.webhook.allowed-networks");
		List<String> added = printed(output, "webhook", "add", "--url", "http://127.0.0.1:9/", "--event",
				"user_created", "--hellwall.webhook.allowed-networks=127.0.0.1");
		assertThat(added).hasSize(2);
		assertThat(added.getLast()).startsWith("whsec_");
		List<String> table = printed(output, "webhook", "list");
		assertThat(table).hasSize(2);
		assertThat(table.getLast()).startsWith(added.getFirst())
			.contains(" works ")
			.endsWith("http://127.0.0.1:9/ (user_created)");
		assertThat(String.join("", table)).doesNotContain("whsec_");
		assertThat(run("webhook", "test", added.getFirst())).isEqualTo(1);
		assertThat(output.getErr()).contains("not accepted: ");
		assertThat(run("webhook", "enable", added.getFirst())).isEqualTo(2);
		assertThat(run("webhook", "remove", added.getFirst())).isZero();
		assertThat(run("webhook", "remove", added.getFirst())).isEqualTo(2);
		assertThat(run("webhook", "remove", "1")).isEqualTo(2);
		assertThat(output.getErr()).contains("there is no such webhook", "must be an id").doesNotContain("\tat ");
	}

	/** The lines that a command prints, without those of the log. */
	private static List<String> printed(CapturedOutput output, String... words) {
		int before = output.getOut().length();
		assertThat(run(words)).isZero();
		return output.getOut().substring(before).lines().filter((line) -> !line.matches("\\d{4}-\\d\\d-.*")).toList();
	}

	private static int run(String... words) {
		String[] all = Stream.concat(Stream.of(words), Stream.of("--hellwall.data-dir=" + dataDir))
			.toArray(String[]::new);
		return Commands.run(all,
				(profiles) -> new SpringApplicationBuilder(Hellwall.class).web(WebApplicationType.NONE)
					.profiles(profiles)
					.run(all));
	}

}
