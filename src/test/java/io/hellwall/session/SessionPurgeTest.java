package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that are over go, with their tokens; all others stay. */
@Slow
class SessionPurgeTest {

	private static final String MAC = TestService.MAC;

	/** Copies of the live session that end in another way. */
	private static final String MANY = "insert into session (id, account_id, email, credential_fingerprint, mac,"
			+ " network, opened_at, ends_at, ended_at, end_reason) select gen_random_uuid(), account_id, email,"
			+ " credential_fingerprint, mac, network, opened_at, %s from session, generate_series(1, 300)"
			+ " where ended_at is null and ends_at > opened_at";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void purgeWhenSomeAreOverThenDeletesThemAndNothingElse(TestStore store) {
		TestService service = SharedService.lend(store);
		try {
			Records records = new Records(service);
			String old = service.newToken();
			service.clock().advance(Duration.ofDays(30).minusMillis(1));
			String loggedOut = service.newToken();
			String live = service.newToken();
			service.logout(loggedOut, MAC);
			String successor = service.renew(live, MAC).text("token");
			purge(service);
			assertThat(records.rows("session")).isEqualTo(2);
			assertThat(records.rows("master_token")).isEqualTo(3);
			service.clock().advance(Duration.ofMillis(1));
			purge(service);
			assertThat(records.rows("session")).isEqualTo(1);
			assertThat(records.rows("master_token")).isEqualTo(2);
			assertThat(service.verify(old, MAC).status()).isEqualTo(401);
			assertThat(service.verify(successor, MAC).text("status")).isEqualTo("authorized");
		}
		finally {
			SharedService.giveBack(service);
		}
	}

	@Test
	void purgesWhenScheduledThenStartAtMomentsOfTheirOwn() {
		Map<String, Duration> delays = SharedService.on(TestStore.SQLITE)
			.context()
			.getBeansOfType(ScheduledTaskHolder.class)
			.values()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.map(ScheduledTask::getTask)
			.filter((task) -> task.toString().endsWith(".purge"))
			.collect(Collectors.toMap(Object::toString, (task) -> ((FixedDelayTask) task).getInitialDelayDuration()));
		assertThat(delays).containsOnlyKeys("io.hellwall.passcode.PasscodePurge.purge",
				"io.hellwall.session.SessionPurge.purge", "io.hellwall.audit.AuditPurge.purge",
				"io.hellwall.mail.NoticePurge.purge", "io.hellwall.guess.GuessPurge.purge",
				"io.hellwall.selfservice.RegistrationPurge.purge");
		assertThat(delays.values()).doesNotHaveDuplicates()
			.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ofDays(1), Duration.ofDays(2)));
	}

	@Test
	void purgeWhenTwoNodesDoItAtOnceThenAllGoAndNeitherFails() throws Exception {
		String[] store = Stream
			.concat(Stream.of(TestStore.POSTGRES.settings()),
					Stream.of("hellwall.key=77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80"))
			.toArray(String[]::new);
		try (TestService left = TestService.start(this.folder.resolve("left"), store);
				TestService right = TestService.start(this.folder.resolve("right"), store);
				ExecutorService nodes = Executors.newFixedThreadPool(2)) {
			Records records = new Records(left);
			String live = left.newToken();
			JdbcTemplate database = new JdbcTemplate(left.context().getBean("credsDataSource", DataSource.class));
			for (int round = 0; round < 3; round++) {
				database.update(MANY.formatted("ends_at - 3000000000, null, null"));
				database.update(MANY.formatted("ends_at, opened_at, 'ACCOUNT_CHANGED'"));
				database.update(MANY.formatted("ends_at, opened_at, 'RESTORED'"));
				database.update(MANY.formatted("ends_at, opened_at, 'LOGOUT'"));
				for (Future<?> purge : nodes.invokeAll(List.of(() -> purge(left), () -> purge(right)))) {
					purge.get();
				}
				purge(left); // a node stops early when the other one deleted its rows
				assertThat(records.rows("session")).isOne();
			}
			assertThat(database.queryForList(
					"select reason || ' ' || count(*) || ' ' || count(distinct session_id)"
							+ " from audit_event where event = 'SESSION_ENDED' group by reason order by reason",
					String.class))
				.containsExactly("ACCOUNT_CHANGED 900 900", "RESTORED 900 900", "TOO_OLD 900 900");
			assertThat(left.verify(live, MAC).text("status")).isEqualTo("authorized");
		}
	}

	private static boolean purge(TestService service) {
		service.context().getBean(SessionPurge.class).purge();
		return true;
	}

}
