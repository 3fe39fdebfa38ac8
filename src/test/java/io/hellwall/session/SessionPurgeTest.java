package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that are over go, with their tokens; all others stay. */
class SessionPurgeTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void purgeDeletesWhatIsOverAndNothingElse(TestStore store) {
		try (TestService service = TestService.start(this.folder, store)) {
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
	}

	/** Of passcodes, of sessions and of audit events. */
	@ParameterizedTest
	@EnumSource(names = "SQLITE")
	void purgesAreScheduled(TestStore store) {
		try (TestService service = TestService.start(this.folder, store)) {
			assertThat(service.context().getBeansOfType(ScheduledTaskHolder.class).values())
				.flatExtracting(ScheduledTaskHolder::getScheduledTasks)
				.extracting(Object::toString)
				.contains("io.hellwall.passcode.PasscodePurge.purgeOnOneNode",
						"io.hellwall.session.SessionPurge.purgeOnOneNode",
						"io.hellwall.audit.AuditPurge.purgeOnOneNode");
		}
	}

	/** Whoever comes first; the others pause as long as it would. */
	@Test
	void purgeWhenAnotherNodeHasDoneItThenDoesNothing() {
		String[] store = TestStore.POSTGRES.settings();
		try (TestService left = TestService.start(this.folder.resolve("left"), store);
				TestService right = TestService.start(this.folder.resolve("right"), store)) {
			Records records = new Records(left);
			left.logout(left.newToken(), MAC);
			left.context().getBean(SessionPurge.class).purgeOnOneNode();
			assertThat(records.rows("session")).isZero();
			left.logout(left.newToken(), MAC);
			right.context().getBean(SessionPurge.class).purgeOnOneNode();
			assertThat(records.rows("session")).isEqualTo(1);
			JdbcTemplate database = new JdbcTemplate(left.context().getBean("credsDataSource", DataSource.class));
			database.update("update shedlock set lock_until = locked_at");
			right.context().getBean(SessionPurge.class).purgeOnOneNode();
			assertThat(records.rows("session")).isZero();
		}
	}

	private static void purge(TestService service) {
		service.context().getBean(SessionPurge.class).purge();
	}

}
